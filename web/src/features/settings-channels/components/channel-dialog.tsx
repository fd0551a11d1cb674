import { Button, NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { CHANNEL_TYPES } from '#contracts/channels.ts';
import type { Channel } from '#contracts/collections/channel.ts';
import { LIMITS } from '#contracts/limits.ts';
import { isPhoneRefused } from '../../../platform/app-error.ts';
import type { Stored } from '../../../platform/documents.ts';
import { useTaxonomy } from '../../../platform/workspace.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { showNotice } from '../../../ui/notices.tsx';
import { useSaveChannel } from '../api/save-channel.ts';
import {
  hoursToMs,
  isAccountSid,
  msToHours,
  REOPEN_HOURS,
  toForm,
  toInput,
  type ChannelForm,
} from '../model.ts';

interface ChannelDialogProps {
  /** Null connects a new one. */
  channel: Stored<Channel> | null;
  onClose: () => void;
}

/** Connects a number of a Twilio account, or changes how it is connected. */
export function ChannelDialog({ channel, onClose }: ChannelDialogProps) {
  const { t } = useTranslation();
  const { queues } = useTaxonomy();
  const save = useSaveChannel();
  const [form, setForm] = useState(() => toForm(channel));
  const [isChecked, setIsChecked] = useState(false);
  const isNew = channel === null;
  const isAccountWrong = isChecked && !isAccountSid(form.account);
  const isPhoneWrong = isPhoneRefused(save.error);
  const hours = msToHours(form.reopenWithinMs);
  const hourChoices = [...new Set<number>([...REOPEN_HOURS, hours])].toSorted((a, b) => a - b);

  const change = (part: Partial<ChannelForm>) => {
    save.clearError();
    setForm((previous) => ({ ...previous, ...part }));
  };

  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    setIsChecked(true);
    if (!isAccountSid(form.account)) return;
    save.mutate(toInput(form), {
      onSuccess: () => {
        onClose();
        showNotice({ message: isNew ? t('channels.connected') : t('settings.saved'), tone: 'success' });
      },
    });
  };

  return (
    <Dialog title={isNew ? t('channels.newTitle') : t('channels.edit')} draft={form} onClose={onClose}>
      <form className="settings-form" onSubmit={handleSubmit}>
        <NativeSelect
          label={t('channels.type')}
          value={form.type}
          disabled={!isNew}
          data={CHANNEL_TYPES.map((type) => ({ value: type, label: t(`channelType.${type}`) }))}
          onChange={(event) => {
            const chosen = CHANNEL_TYPES.find((type) => type === event.currentTarget.value);
            if (chosen !== undefined) change({ type: chosen });
          }}
        />
        <TextInput
          label={t('channels.name')}
          description={t('channels.nameHelp')}
          required
          withAsterisk={false}
          data-autofocus
          maxLength={LIMITS.nameCharacters}
          value={form.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <TextInput
          label={t('channels.account')}
          description={t('channels.accountHelp')}
          error={isAccountWrong && t('channels.accountWrong')}
          required
          withAsterisk={false}
          autoComplete="off"
          spellCheck={false}
          value={form.account}
          onChange={(event) => change({ account: event.currentTarget.value })}
        />
        <PasswordInput
          label={t('channels.token')}
          description={
            isNew
              ? t('channels.tokenHelp')
              : channel.secretLastFour === ''
                ? t('channels.tokenKeptHidden')
                : t('channels.tokenKept', { lastFour: channel.secretLastFour })
          }
          required={isNew}
          withAsterisk={false}
          autoComplete="off"
          value={form.authToken}
          onChange={(event) => change({ authToken: event.currentTarget.value })}
        />
        <TextInput
          label={t('channels.phone')}
          description={t('channels.phoneHelp')}
          type="tel"
          required
          withAsterisk={false}
          error={isPhoneWrong && t('errors.reasons.phone-invalid')}
          value={form.phone}
          onChange={(event) => change({ phone: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('channels.queue')}
          value={form.queueId ?? ''}
          data={[
            { value: '', label: t('words.none') },
            ...Object.entries(queues)
              .filter(([id, queue]) => !queue.archived || id === form.queueId)
              .map(([value, { name }]) => ({ value, label: name })),
          ]}
          onChange={(event) => change({ queueId: event.currentTarget.value || null })}
        />
        <NativeSelect
          label={t('channels.reopen')}
          value={String(hours)}
          data={hourChoices.map((choice) => ({
            value: String(choice),
            label: choice === 0 ? t('channels.reopenNever') : t('channels.reopenHours', { count: choice }),
          }))}
          onChange={(event) => change({ reopenWithinMs: hoursToMs(Number(event.currentTarget.value)) })}
        />
        <FormProblem error={isPhoneWrong ? null : save.error} />
        <Button type="submit" loading={save.isPending}>
          {isNew ? t('channels.submit') : t('words.save')}
        </Button>
      </form>
    </Dialog>
  );
}
