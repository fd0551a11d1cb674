import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Calendar } from '#contracts/collections/calendar.ts';
import type { Queue } from '#contracts/collections/taxonomy.ts';
import { LIMITS } from '#contracts/limits.ts';
import type { Stored } from '../../../platform/documents.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { showNotice } from '../../../ui/notices.tsx';
import { useSetHours } from '../api/set-hours.ts';
import { toTarget, type Holder } from '../model.ts';

interface HolderDialogProps {
  title: string;
  holder: Holder;
  calendars: Stored<Calendar>[];
  queues: Record<string, Queue>;
  onClose: () => void;
}

/** Gives hours to company, channel or queue, and says what happens while it is closed. */
export function HolderDialog({ title, holder, calendars, queues, onClose }: HolderDialogProps) {
  const { t } = useTranslation();
  const set = useSetHours();
  const [form, setForm] = useState(holder);
  const isCircle = set.error?.field === 'target.closedQueueId' && set.error.reason === 'invalid-input';
  const withoutOwn = t(form.type === 'company' ? 'hours.uses.always' : 'hours.uses.asCompany');

  const change = (changed: Holder) => {
    set.clearError();
    setForm(changed);
  };
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    set.mutate(
      { target: toTarget(form), calendarId: form.calendarId },
      {
        onSuccess() {
          onClose();
          showNotice({ message: t('settings.saved'), tone: 'success' });
        },
      },
    );
  };

  return (
    <Dialog title={title} draft={form} onClose={onClose}>
      <form className="settings-form" onSubmit={handleSubmit}>
        <NativeSelect
          label={t('hours.uses.calendar')}
          data-autofocus
          value={form.calendarId ?? ''}
          data={[
            { value: '', label: withoutOwn },
            ...calendars.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(event) => change({ ...form, calendarId: event.currentTarget.value || null })}
        />
        {form.type === 'channel' && (
          <div>
            <Textarea
              label={t('hours.uses.message')}
              description={t('hours.uses.messageHelp')}
              placeholder={t('hours.uses.messagePlaceholder')}
              autosize
              minRows={3}
              maxRows={8}
              maxLength={LIMITS.closedMessageCharacters}
              value={form.closedMessage}
              onChange={(event) => change({ ...form, closedMessage: event.currentTarget.value })}
            />
            <p className="settings-muted tabular hours-count">
              {t('hours.uses.characters', {
                used: form.closedMessage.length,
                limit: LIMITS.closedMessageCharacters,
              })}
            </p>
          </div>
        )}
        {form.type === 'queue' && (
          <NativeSelect
            label={t('hours.uses.closedQueue')}
            error={isCircle && t('hours.uses.circle')}
            value={form.closedQueueId ?? ''}
            data={[
              { value: '', label: t('hours.uses.closedQueueStay') },
              ...Object.entries(queues)
                .filter(([id, queue]) => id !== form.id && (!queue.archived || id === form.closedQueueId))
                .map(([value, { name }]) => ({ value, label: name })),
            ]}
            onChange={(event) => change({ ...form, closedQueueId: event.currentTarget.value || null })}
          />
        )}
        <FormProblem error={isCircle ? null : set.error} />
        <Button type="submit" loading={set.isPending}>
          {t('words.save')}
        </Button>
      </form>
    </Dialog>
  );
}
