import { ActionIcon, Badge } from '@mantine/core';
import { IconArrowLeft, IconLayoutSidebarRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contracts/collections/conversation.ts';
import type { Stored } from '../../../platform/documents.ts';
import { useTaxonomy } from '../../../platform/workspace.ts';
import { readableAddress } from '../../../ui/address.ts';
import { ChannelMark } from '../../../ui/channel-mark.tsx';
import { ColorDot } from '../../../ui/color-dot.tsx';
import { PersonAvatar } from '../../../ui/person-avatar.tsx';
import { ConversationActions } from './conversation-actions.tsx';
import { HolderControl } from './holder-control.tsx';

const STATUS_COLOR = { waiting: 'yellow', open: 'colibri', snoozed: 'gray', closed: 'gray' } as const;

interface ConversationHeaderProps {
  conversation: Stored<Conversation>;
  onBack: () => void;
  onToggleDetails: () => void;
}

/** Whose conversation it is, on which channel, in whose hands, and what can be done. */
export function ConversationHeader({ conversation, onBack, onToggleDetails }: ConversationHeaderProps) {
  const { t } = useTranslation();
  const { queues } = useTaxonomy();
  const { client, status, queueId, channelType } = conversation;
  const address = readableAddress(client.address);
  const queue = queueId === null ? undefined : queues[queueId];

  return (
    <header className="conversation-head" aria-label={t('conversation.header')}>
      <ActionIcon
        className="conversation-back"
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t('words.back')}
        onClick={onBack}
      >
        <IconArrowLeft size={20} stroke={1.5} />
      </ActionIcon>
      <PersonAvatar name={client.name || address} image={client.avatar} size={36} />
      <div className="conversation-who">
        <h2>{client.name || address}</h2>
        <p>
          <span className="conversation-fact">
            <ChannelMark type={channelType} /> <span>{address}</span>
          </span>
          <Badge
            size="sm"
            radius="sm"
            variant="light"
            color={STATUS_COLOR[status]}
            tt="none"
            {...(status === 'waiting' ? { c: 'var(--note-text)' } : {})}
          >
            {t(`conversation.status.${status}`)}
          </Badge>
          {queue !== undefined && (
            <span className="conversation-fact">
              <ColorDot color={queue.color} /> {queue.name}
            </span>
          )}
          <HolderControl conversation={conversation} />
        </p>
      </div>
      <ConversationActions conversation={conversation} />
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t('conversation.details')}
        title={t('conversation.details')}
        onClick={onToggleDetails}
      >
        <IconLayoutSidebarRight size={20} stroke={1.5} />
      </ActionIcon>
    </header>
  );
}
