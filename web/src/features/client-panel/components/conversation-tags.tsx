import { CloseButton, NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contracts/collections/conversation.ts';
import type { Stored } from '../../../platform/documents.ts';
import { useTaxonomy } from '../../../platform/workspace.ts';
import { ColorDot } from '../../../ui/color-dot.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { useSetTags } from '../api/set-tags.ts';

/** What the conversation is about: its tags, to add and remove. */
export function ConversationTags({ conversation }: { conversation: Stored<Conversation> }) {
  const { t } = useTranslation();
  const { tags } = useTaxonomy();
  const setTags = useSetTags();
  // What was just asked for is shown until the listener brings it.
  const present = setTags.isPending ? setTags.variables.tags : conversation.tags;
  const addable = Object.entries(tags)
    .filter(([id, tag]) => !tag.archived && !present.includes(id))
    .toSorted(([, a], [, b]) => a.name.localeCompare(b.name));

  const change = (next: string[]) => setTags.mutate({ conversationId: conversation.id, tags: next });

  return (
    <section className="client-section">
      <h3>{t('client.tags')}</h3>
      <ul className="client-tags">
        {present.map((id) => {
          const tag = tags[id];
          if (tag === undefined) return null;
          return (
            <li key={id}>
              <ColorDot color={tag.color} /> {tag.name}
              <CloseButton
                size="xs"
                aria-label={t('client.removeTag', { name: tag.name })}
                onClick={() => change(present.filter((other) => other !== id))}
              />
            </li>
          );
        })}
      </ul>
      {Object.keys(tags).length === 0 && <p className="client-text">{t('client.noTags')}</p>}
      {addable.length > 0 && (
        <NativeSelect
          size="xs"
          aria-label={t('client.addTag')}
          value=""
          data={[
            { value: '', label: t('client.addTag') },
            ...addable.map(([value, { name }]) => ({ value, label: name })),
          ]}
          onChange={(event) => {
            if (event.currentTarget.value !== '') change([...present, event.currentTarget.value]);
          }}
        />
      )}
      <FormProblem error={setTags.error} />
    </section>
  );
}
