import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { CAPABILITIES } from '#contracts/channels.ts';
import { isPhoneRefused } from '../../../platform/app-error.ts';
import { useChannels } from '../../../platform/channels.ts';
import { leaveUnasked } from '../../../ui/leave-guards.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { FailedState } from '../../../ui/states.tsx';
import { useStartConversation } from '../api/start-conversation.ts';

/** Writes to a number first. */
export function StartDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const channels = useChannels();
  const start = useStartConversation();
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [phone, setPhone] = useState('');
  const [name, setName] = useState('');
  const isPhoneWrong = isPhoneRefused(start.error);
  const active = (channels.data ?? []).filter(({ state }) => state === 'active');
  const channel = active.find(({ id }) => id === chosenId) ?? active[0];

  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (channel === undefined) return;
    start.mutate(
      { channelId: channel.id, phone, name: name.trim() === '' ? null : name.trim() },
      {
        onSuccess: ({ conversationId }) => {
          onClose();
          leaveUnasked(() => void navigate(`/chat/mine/${conversationId}`));
        },
      },
    );
  };

  return (
    <Dialog title={t('chat.start.title')} draft={{ phone, name }} onClose={onClose}>
      {channels.isError && <FailedState title={t('settings.failed')} error={channels.error} />}
      {channels.isSuccess && active.length === 0 && <p>{t('chat.start.noChannels')}</p>}
      {channel !== undefined && (
        <form className="start-form" onSubmit={handleSubmit}>
          <NativeSelect
            label={t('chat.start.channel')}
            value={channel.id}
            data={active.map(({ id, name: label, type }) => ({
              value: id,
              label: `${label} (${t(`channelType.${type}`)})`,
            }))}
            onChange={(event) => {
              start.clearError();
              setChosenId(event.currentTarget.value);
            }}
          />
          <TextInput
            label={t('chat.start.phone')}
            description={t('chat.start.phoneHelp')}
            type="tel"
            required
            withAsterisk={false}
            data-autofocus
            error={isPhoneWrong && t('errors.reasons.phone-invalid')}
            value={phone}
            onChange={(event) => {
              start.clearError();
              setPhone(event.currentTarget.value);
            }}
          />
          <TextInput
            label={`${t('chat.start.name')} (${t('words.optional')})`}
            value={name}
            onChange={(event) => {
              start.clearError();
              setName(event.currentTarget.value);
            }}
          />
          {!CAPABILITIES[channel.type].startsFreely && (
            <p className="start-note">{t('chat.start.templateNote')}</p>
          )}
          <FormProblem error={isPhoneWrong ? null : start.error} />
          <Button type="submit" loading={start.isPending}>
            {t('chat.start.submit')}
          </Button>
        </form>
      )}
    </Dialog>
  );
}
