import { Button, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Client } from '#contracts/collections/client.ts';
import { LIMITS } from '#contracts/limits.ts';
import { changeText, forgetChange, useChangedText } from '../../../platform/changed-texts.ts';
import type { Stored } from '../../../platform/documents.ts';
import { useCan, useSession } from '../../../platform/session.ts';
import { useCall } from '../../../platform/use-call.ts';
import { FormProblem } from '../../../ui/form-problem.tsx';

/** What the team knows about a client, in free words. What is typed stays while the member looks elsewhere. */
export function ClientNotes({ client }: { client: Stored<Client> }) {
  const { t } = useTranslation();
  const { uid } = useSession();
  const canEdit = useCan('clients.edit');
  const atHand = { uid, field: `clients/${client.id}/notes` };
  const save = useCall('saveClient', { onSuccess: (_output, { notes }) => forgetChange(atHand, notes) });
  const changed = useChangedText(atHand);
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
          value={changed ?? client.notes}
          onChange={(event) => changeText(atHand, { from: client.notes, to: event.currentTarget.value })}
        />
      ) : (
        <p className="client-text">{client.notes || t('client.noNotes')}</p>
      )}
      <FormProblem error={save.error} />
      {changed !== undefined && (
        <div className="client-buttons">
          <Button
            size="compact-md"
            loading={save.isPending}
            onClick={() => save.mutate({ clientId: client.id, notes: changed })}
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
