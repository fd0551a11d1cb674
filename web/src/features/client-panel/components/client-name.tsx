import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Client } from '#contracts/collections/client.ts';
import { LIMITS } from '#contracts/limits.ts';
import type { Stored } from '../../../platform/documents.ts';
import { useCan } from '../../../platform/session.ts';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { useSaveClient } from '../api/save-client.ts';

/** Whoever asked to edit wants to type. */
const focusOnMount = (field: HTMLInputElement | null) => field?.focus();

/** The client's name, and the way to change it. */
export function ClientName({ client }: { client: Stored<Client> }) {
  const { t } = useTranslation();
  const canEdit = useCan('clients.edit');
  const save = useSaveClient();
  const [draft, setDraft] = useState<string | null>(null);

  if (draft === null) {
    return (
      <div className="client-name">
        <h2>{client.name || t('client.noName')}</h2>
        {canEdit && (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('client.editName')}
            onClick={() => setDraft(client.name)}
          >
            <IconPencil size={16} stroke={1.5} />
          </ActionIcon>
        )}
      </div>
    );
  }

  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ clientId: client.id, name: draft.trim() }, { onSuccess: () => setDraft(null) });
  };
  return (
    <form className="client-form" onSubmit={handleSubmit}>
      <TextInput
        label={t('client.name')}
        value={draft}
        maxLength={LIMITS.nameCharacters}
        ref={focusOnMount}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setDraft(null);
        }}
      />
      <FormProblem error={save.error} />
      <div className="client-buttons">
        <Button type="submit" size="compact-md" loading={save.isPending} disabled={draft.trim() === ''}>
          {t('words.save')}
        </Button>
        <Button size="compact-md" variant="default" onClick={() => setDraft(null)}>
          {t('words.cancel')}
        </Button>
      </div>
    </form>
  );
}
