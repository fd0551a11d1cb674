import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Client } from '#contracts/collections/client.ts';
import { LIMITS } from '#contracts/limits.ts';
import type { Stored } from '../../../platform/documents.ts';
import { useCan } from '../../../platform/session.ts';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { useSaveClient } from '../api/save-client.ts';

/** What the team knows about a client, in free words. */
export function ClientNotes({ client }: { client: Stored<Client> }) {
  const { t } = useTranslation();
  const canEdit = useCan('clients.edit');
  const save = useSaveClient();
  const [draft, setDraft] = useState<string | null>(null);
  const isChanged = draft !== null && draft !== client.notes;
  return (
    <section className="client-section">
      <h3>{t('client.notes')}</h3>
      {canEdit ? (
        <Textarea
          aria-label={t('client.notes')}
          placeholder={t('client.notesPlaceholder')}
          rows={3}
          maxLength={LIMITS.noteCharacters}
          value={draft ?? client.notes}
          onChange={(event) => setDraft(event.currentTarget.value)}
        />
      ) : (
        <p className="client-text">{client.notes || t('client.noNotes')}</p>
      )}
      <FormProblem error={save.error} />
      {isChanged && (
        <div className="client-buttons">
          <Button
            size="compact-md"
            loading={save.isPending}
            onClick={() =>
              save.mutate({ clientId: client.id, notes: draft }, { onSuccess: () => setDraft(null) })
            }
          >
            {t('words.save')}
          </Button>
          <Button size="compact-md" variant="default" onClick={() => setDraft(null)}>
            {t('words.cancel')}
          </Button>
        </div>
      )}
    </section>
  );
}
