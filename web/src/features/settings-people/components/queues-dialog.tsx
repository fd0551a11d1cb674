import { Button, Group, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Member } from '#contracts/collections/member.ts';
import type { Stored } from '../../../platform/documents.ts';
import { Dialog, DialogCancel } from '../../../ui/dialog.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { showNotice } from '../../../ui/notices.tsx';
import { useSetQueues } from '../api/save-member.ts';
import { QueuesField } from './queues-field.tsx';

const MOST_AT_ONCE = 200;

/** Where somebody works, and how much at once. */
export function QueuesDialog({ member, onClose }: { member: Stored<Member>; onClose: () => void }) {
  const { t } = useTranslation();
  const save = useSetQueues();
  const [queueIds, setQueueIds] = useState(member.queueIds);
  const [capacity, setCapacity] = useState(String(member.capacity));

  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(
      { memberId: member.id, queueIds, capacity: Number(capacity) },
      {
        onSuccess: () => {
          onClose();
          showNotice({ message: t('settings.saved'), tone: 'success' });
        },
      },
    );
  };

  return (
    <Dialog
      title={t('people.queuesDialog.title', { name: member.name })}
      draft={{ queueIds, capacity }}
      onClose={onClose}
    >
      <form className="settings-form" onSubmit={handleSubmit}>
        <QueuesField
          queueIds={queueIds}
          onChange={(next) => {
            save.clearError();
            setQueueIds(next);
          }}
        />
        <TextInput
          label={t('people.queuesDialog.capacity')}
          description={t('people.queuesDialog.capacityHelp')}
          type="number"
          required
          withAsterisk={false}
          min={0}
          max={MOST_AT_ONCE}
          step={1}
          value={capacity}
          onChange={(event) => {
            save.clearError();
            setCapacity(event.currentTarget.value);
          }}
        />
        <FormProblem error={save.error} />
        <Group justify="flex-end" gap="xs">
          <DialogCancel />
          <Button type="submit" loading={save.isPending}>
            {t('words.save')}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
