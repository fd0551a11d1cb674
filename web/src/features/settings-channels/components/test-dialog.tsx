import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Channel } from '#contracts/collections/channel.ts';
import type { Stored } from '../../../platform/documents.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { useTestChannel } from '../api/test-channel.ts';

interface TestDialogProps {
  channel: Stored<Channel>;
  onClose: () => void;
}

/** Finds out whether a channel works, with or without a message. */
export function TestDialog({ channel, onClose }: TestDialogProps) {
  const { t } = useTranslation();
  const test = useTestChannel();
  const [phone, setPhone] = useState('');

  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    test.mutate({ channelId: channel.id, phone: phone.trim() === '' ? null : phone.trim() });
  };

  return (
    <Dialog
      title={t('channels.testTitle', { name: channel.name })}
      draft={test.isSuccess ? '' : phone}
      onClose={onClose}
    >
      <form className="settings-form" onSubmit={handleSubmit}>
        <p className="settings-muted">{t('channels.testBody')}</p>
        <TextInput
          label={`${t('channels.testPhone')} (${t('words.optional')})`}
          type="tel"
          data-autofocus
          value={phone}
          onChange={(event) => setPhone(event.currentTarget.value)}
        />
        <FormProblem error={test.error} />
        {test.data !== undefined && (
          <output className="channel-good">
            {test.data.providerMessageId === null
              ? t('channels.testGood', { account: test.data.accountName })
              : t('channels.testSent', { account: test.data.accountName })}
          </output>
        )}
        <Button type="submit" loading={test.isPending}>
          {t('channels.testRun')}
        </Button>
      </form>
    </Dialog>
  );
}
