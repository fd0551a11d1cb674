import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PRIORITIES, type Conversation } from '#contracts/collections/conversation.ts';
import type { Stored } from '../../../platform/documents.ts';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { useSetPriority } from '../api/set-priority.ts';

/** How urgent the conversation is, to choose. */
export function ConversationPriority({ conversation }: { conversation: Stored<Conversation> }) {
  const { t } = useTranslation();
  const setPriority = useSetPriority();
  // What was just asked for is shown until the listener brings it.
  const shown = setPriority.isPending ? setPriority.variables.priority : conversation.priority;
  return (
    <section className="client-section">
      <h3>{t('client.priority')}</h3>
      <NativeSelect
        size="xs"
        aria-label={t('client.priority')}
        value={shown}
        data={PRIORITIES.map((value) => ({ value, label: t(`chat.priority.${value}`) }))}
        onChange={(event) => {
          const priority = PRIORITIES.find((known) => known === event.currentTarget.value);
          if (priority !== undefined) setPriority.mutate({ conversationId: conversation.id, priority });
        }}
      />
      <FormProblem error={setPriority.error} />
    </section>
  );
}
