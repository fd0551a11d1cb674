import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Client } from '#contracts/collections/client.ts';
import { LIMITS } from '#contracts/limits.ts';
import { changeText, forgetChange, useTextChange } from '../../../platform/changed-texts.ts';
import type { Stored } from '../../../platform/documents.ts';
import { useCan, useSession } from '../../../platform/session.ts';
import { useCall } from '../../../platform/use-call.ts';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { TheirText } from './their-text.tsx';

/** Whoever asked to edit wants to type. */
const focusOnMount = (field: HTMLInputElement | null) => field?.focus();

/** The client's name, and the way to change it. What is typed stays while the member looks elsewhere. */
export function ClientName({ client }: { client: Stored<Client> }) {
  const { t } = useTranslation();
  const { uid } = useSession();
  const canEdit = useCan('clients.edit');
  const atHand = { uid, field: `clients/${client.id}/name` };
  const save = useCall('saveClient', {
    onSuccess: (_output, { name: saved }) => forgetChange(atHand, saved),
  });
  const change = useTextChange(atHand);
  const [isOpened, setIsOpened] = useState(false);
  const name = change?.to ?? client.name;

  if (!isOpened && change === undefined) {
    return (
      <div className="client-name">
        <h2>{client.name || t('client.noName')}</h2>
        {canEdit && (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('client.editName')}
            onClick={() => setIsOpened(true)}
          >
            <IconPencil size={16} stroke={1.5} />
          </ActionIcon>
        )}
      </div>
    );
  }

  const cancel = () => {
    save.clearError();
    forgetChange(atHand);
    setIsOpened(false);
  };
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(
      { clientId: client.id, name, expected: { name: client.name } },
      { onSuccess: () => setIsOpened(false) },
    );
  };
  return (
    <form className="client-form" onSubmit={handleSubmit}>
      <TextInput
        label={t('client.name')}
        value={name}
        maxLength={LIMITS.nameCharacters}
        ref={isOpened ? focusOnMount : undefined}
        onChange={(event) => changeText(atHand, { from: client.name, to: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === 'Escape') cancel();
        }}
      />
      <TheirText change={change} stored={client.name} isSaving={save.isPending} />
      <FormProblem error={save.error} />
      <div className="client-buttons">
        <Button type="submit" size="compact-md" loading={save.isPending} disabled={name.trim() === ''}>
          {t('words.save')}
        </Button>
        <Button size="compact-md" variant="default" onClick={cancel}>
          {t('words.cancel')}
        </Button>
      </div>
    </form>
  );
}
