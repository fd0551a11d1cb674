import { Badge, Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Channel } from '#contracts/collections/channel.ts';
import { findChannelProblem } from '../../../i18n/delivery-problem.ts';
import { useErrorSentence } from '../../../i18n/use-error-sentence.ts';
import { useTimeWords } from '../../../i18n/use-time-words.ts';
import type { Stored } from '../../../platform/documents.ts';
import { useNow } from '../../../platform/use-now.ts';
import { useTaxonomy } from '../../../platform/workspace.ts';
import { readableAddress } from '../../../ui/address.ts';
import { ChannelMark } from '../../../ui/channel-mark.tsx';
import { CopyField } from '../../../ui/copy-field.tsx';
import { showNotice } from '../../../ui/notices.tsx';
import { useSaveChannel } from '../api/save-channel.ts';
import { readHealth, toForm, toInput } from '../model.ts';

const ConfirmDialog = lazy(async () => ({
  default: (await import('../../../ui/confirm-dialog.tsx')).ConfirmDialog,
}));
const TestDialog = lazy(async () => ({ default: (await import('./test-dialog.tsx')).TestDialog }));

interface ChannelCardProps {
  channel: Stored<Channel>;
  onEdit: () => void;
}

/** One connection: how it is, what to enter at the provider, and what can be done. */
export function ChannelCard({ channel, onEdit }: ChannelCardProps) {
  const { t } = useTranslation();
  const describe = useErrorSentence();
  const { queues } = useTaxonomy();
  const save = useSaveChannel();
  const [open, setOpen] = useState<'test' | 'disable' | null>(null);
  const address = readableAddress(channel.address);
  const isActive = channel.state === 'active';
  const queue = channel.queueId === null ? undefined : queues[channel.queueId];

  const handleStateChange = (state: Channel['state']) => {
    save.mutate(toInput({ ...toForm(channel), state }), {
      onSuccess: () => setOpen(null),
      onError: (error) => {
        setOpen(null);
        showNotice({ message: describe(error), tone: 'danger' });
      },
    });
  };

  return (
    <article className="settings-card" aria-label={channel.name}>
      <header className="channel-head">
        <ChannelMark type={channel.type} size={22} />
        <div>
          <h3>{channel.name}</h3>
          <p className="settings-muted">
            {t(`channelType.${channel.type}`)} · {address}
            {queue !== undefined && ` · ${queue.name}`}
            {channel.secretLastFour !== '' &&
              ` · ${t('channels.tokenEnding', { lastFour: channel.secretLastFour })}`}
          </p>
        </div>
        <Badge
          variant="light"
          radius="sm"
          tt="none"
          color={isActive ? 'green' : 'gray'}
          {...(isActive ? { c: 'var(--success)' } : {})}
        >
          {t(`channels.state.${channel.state}`)}
        </Badge>
      </header>
      <HealthLine channel={channel} />
      <div className="channel-addresses">
        <p className="settings-muted">{t('channels.addresses')}</p>
        <CopyField
          label={t('channels.webhookUrl')}
          copyLabel={t('channels.copyWebhook')}
          value={channel.webhookUrl}
        />
        <CopyField
          label={t('channels.statusUrl')}
          copyLabel={t('channels.copyStatus')}
          value={channel.statusUrl}
        />
      </div>
      <footer className="settings-buttons">
        <Button size="compact-md" variant="default" onClick={() => setOpen('test')}>
          {t('channels.test')}
        </Button>
        <Button
          size="compact-md"
          variant="default"
          aria-label={t('settings.edit', { name: channel.name })}
          onClick={onEdit}
        >
          {t('words.edit')}
        </Button>
        {isActive ? (
          <Button size="compact-md" variant="subtle" color="red" onClick={() => setOpen('disable')}>
            {t('channels.disable')}
          </Button>
        ) : (
          <Button
            size="compact-md"
            variant="default"
            loading={save.isPending}
            onClick={() => handleStateChange('active')}
          >
            {t('channels.enable')}
          </Button>
        )}
      </footer>
      <Suspense>
        {open === 'test' && <TestDialog channel={channel} onClose={() => setOpen(null)} />}
        {open === 'disable' && (
          <ConfirmDialog
            title={t('channels.disableTitle', { name: channel.name })}
            body={t('channels.disableBody', { address })}
            confirmLabel={t('channels.disable')}
            isBusy={save.isPending}
            onConfirm={() => handleStateChange('disabled')}
            onClose={() => setOpen(null)}
          />
        )}
      </Suspense>
    </article>
  );
}

function HealthLine({ channel }: { channel: Channel }) {
  const { t } = useTranslation();
  const time = useTimeWords();
  const now = useNow();
  const state = readHealth(channel);
  const problem = state.type === 'error' ? findChannelProblem(state.lastError) : null;
  return (
    <p
      className="settings-status channel-health"
      data-health={state.type}
      data-good={state.type === 'good' || undefined}
    >
      {state.type === 'disabled' && t('channels.health.disabled')}
      {state.type === 'never' && t('channels.health.never')}
      {state.type === 'good' &&
        `${t('channels.health.good')}. ${t('channels.health.lastWebhook', { time: time.short(state.lastWebhookAt, now) })}`}
      {state.type === 'error' &&
        t('channels.health.lastError', {
          time: time.short(state.lastErrorAt, now),
          error: problem === null ? state.lastError : t(`delivery.${problem}`),
        })}
    </p>
  );
}
