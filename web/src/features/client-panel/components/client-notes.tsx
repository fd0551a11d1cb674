import { Button, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Client } from '#contracts/collections/client.ts';
import { LIMITS } from '#contracts/limits.ts';
import { changeText, forgetChange, useTextChange } from '../../../platform/changed-texts.ts';
import type { Stored } from '../../../platform/documents.ts';
import { useCan, useSession } from '../../../platform/session.ts';
import { useCall } from '../../../platform/use-call.ts';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { TheirText } from './their-text.tsx';

/** What the team knows about a client, in free words. What is typed stays while the member looks elsewhere. */
export function ClientNotes({ client }: { client: Stored<Client> }) {
  const { t } = useTranslation();
  const { uid } = useSession();
  const canEdit = useCan('clients.edit');
  const atHand = { uid, field: `clients/${client.id}/notes` };
  const save = useCall('saveClient', { onSuccess: (_output, { notes }) => forgetChange(atHand, notes) });
  const change = useTextChange(atHand);
  const handleCancel = () => {
    save.clearError();
    forgetChange(atHand);
  };
  return (
    <section className="client-section">
      <h3>{t('client.notes')}</h3>
      {canEdit ? (
        <Textarea
          aria-label={t('client.notes')}
          placeholder={t('client.notesPlaceholder')}
          rows={3}
          maxLength={LIMITS.noteCharacters}
          value={change?.to ?? client.notes}
          onChange={(event) => changeText(atHand, { from: client.notes, to: event.currentTarget.value })}
        />
      ) : (
        <p className="client-text">{client.notes || t('client.noNotes')}</p>
      )}
      <TheirText change={change} stored={client.notes} isSaving={save.isPending} />
      <FormProblem error={save.error} />
      {change !== undefined && (
        <div className="client-buttons">
          <Button
            size="compact-md"
            loading={save.isPending}
            onClick={() =>
              save.mutate({ clientId: client.id, notes: change.to, expected: { notes: client.notes } })
            }
          >
            {t('words.save')}
          </Button>
          <Button size="compact-md" variant="default" onClick={handleCancel}>
            {t('words.cancel')}
          </Button>
        </div>
      )}
    </section>
  );
}
