import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Channel } from '#contracts/collections/channel.ts';
import { useChannels } from '../../../platform/channels.ts';
import type { Stored } from '../../../platform/documents.ts';
import { QueryState } from '../../../ui/query-state.tsx';
import { SettingsPage } from '../../../ui/settings-page.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import { ChannelCard } from './channel-card.tsx';
import './channels-page.css';

const ChannelDialog = lazy(async () => ({ default: (await import('./channel-dialog.tsx')).ChannelDialog }));

/** Settings > Channels. */
export function ChannelsPage() {
  const { t } = useTranslation();
  const channels = useChannels();
  const [edited, setEdited] = useState<{ channel: Stored<Channel> | null } | null>(null);
  const newButton = (
    <Button leftSection={<IconPlus size={16} stroke={1.5} />} onClick={() => setEdited({ channel: null })}>
      {t('channels.new')}
    </Button>
  );
  return (
    <SettingsPage
      title={t('channels.title')}
      body={t('channels.body')}
      action={(channels.data?.length ?? 0) > 0 && newButton}
    >
      <QueryState query={channels} failedTitle={t('settings.failed')} />
      {channels.data?.length === 0 && (
        <EmptyState title={t('channels.empty.title')} body={t('channels.empty.body')} action={newButton} />
      )}
      {channels.data?.map((channel) => (
        <ChannelCard key={channel.id} channel={channel} onEdit={() => setEdited({ channel })} />
      ))}
      {edited !== null && (
        <Suspense>
          <ChannelDialog channel={edited.channel} onClose={() => setEdited(null)} />
        </Suspense>
      )}
    </SettingsPage>
  );
}
