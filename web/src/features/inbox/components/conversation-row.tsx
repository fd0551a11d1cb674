import { IconArrowUp, IconChevronsUp, IconArrowDown, IconRobot, IconSparkles } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import type { Conversation } from '#contracts/collections/conversation.ts';
import { useTimeWords } from '../../../i18n/use-time-words.ts';
import type { Stored } from '../../../platform/documents.ts';
import { MemberAvatar } from '../../../platform/member-avatar.tsx';
import { useSession } from '../../../platform/session.ts';
import { useDirectory, useTaxonomy } from '../../../platform/workspace.ts';
import { readableAddress } from '../../../ui/address.ts';
import { ChannelMark } from '../../../ui/channel-mark.tsx';
import { paletteColor } from '../../../ui/color-dot.tsx';
import { PersonAvatar } from '../../../ui/person-avatar.tsx';
import { countUnread, findAuthor, type Tab } from '../model.ts';
import { WindowRing } from './window-ring.tsx';

/** Pixels; the stylesheet holds the same figure. */
export const ROW_HEIGHT = 64;

interface ConversationRowProps {
  conversation: Stored<Conversation>;
  tab: Tab;
  isSelected: boolean;
  now: number;
}

/** One conversation in the list: who, when, what last, and what needs attention. */
export const ConversationRow = memo(function ConversationRow({
  conversation,
  tab,
  isSelected,
  now,
}: ConversationRowProps) {
  const { t } = useTranslation();
  const time = useTimeWords();
  const { queues } = useTaxonomy();
  const { members } = useDirectory();
  const { search } = useLocation();
  const { client, lastMessage } = conversation;
  const queue = conversation.queueId === null ? undefined : queues[conversation.queueId];
  const assignee = conversation.assigneeId === null ? undefined : members[conversation.assigneeId];
  const unread = countUnread(conversation);
  const name = client.name || readableAddress(client.address);

  return (
    <Link
      className="row"
      to={{ pathname: `/chat/${tab}/${conversation.id}`, search }}
      aria-current={isSelected ? 'page' : undefined}
      data-unread={unread > 0 || undefined}
    >
      {queue !== undefined && (
        <span
          className="row-edge"
          style={{ background: paletteColor(queue.color) }}
          title={t('chat.queue', { name: queue.name })}
        />
      )}
      <PersonAvatar
        name={name}
        image={client.avatar}
        size={40}
        mark={<ChannelMark type={conversation.channelType} size={14} />}
      />
      <span className="row-main">
        <span className="row-line">
          <span className="row-name">{name}</span>
          {conversation.windowEndsAt !== null && conversation.status !== 'closed' && (
            <WindowRing
              windowEndsAt={conversation.windowEndsAt}
              channelType={conversation.channelType}
              now={now}
            />
          )}
          <PriorityMark priority={conversation.priority} />
          <time
            className="row-time tabular"
            dateTime={new Date(lastMessage.at).toISOString()}
            title={time.exact(lastMessage.at)}
          >
            {time.short(lastMessage.at, now)}
          </time>
        </span>
        <span className="row-line">
          <span className="row-preview">
            <Preview lastMessage={lastMessage} />
          </span>
          <HandlerMark handler={conversation.handler} />
          {assignee !== undefined && tab !== 'mine' && (
            <span title={t('chat.assignedTo', { name: assignee.name })}>
              <MemberAvatar member={assignee} size={18} />
            </span>
          )}
          {unread > 0 && (
            <span className="row-unread tabular">
              <span aria-hidden>{unread > 99 ? t('words.and99', { count: 99 }) : unread}</span>
              <span className="visually-hidden">{t('chat.unread', { count: unread })}</span>
            </span>
          )}
        </span>
      </span>
    </Link>
  );
});

function Preview({ lastMessage }: Pick<Conversation, 'lastMessage'>) {
  const { t } = useTranslation();
  const { uid } = useSession();
  const { members } = useDirectory();
  const { kind, text } = lastMessage;
  const content =
    kind === 'text' || kind === 'email' ? text : [t(`kind.${kind}`), text].filter(Boolean).join(': ');
  const author = findAuthor(lastMessage, uid);
  switch (author.type) {
    case 'customer':
      return content;
    case 'own':
      return t('chat.you', { text: content });
    case 'assistant':
      return t(`handling.preview.${author.kind}`, { text: content });
    case 'member': {
      const name = members[author.uid]?.name;
      return name === undefined ? t('chat.sent', { text: content }) : t('chat.by', { name, text: content });
    }
    case 'company':
      return t('chat.sent', { text: content });
  }
}

/** That a bot or an AI answers here. */
function HandlerMark({ handler }: Pick<Conversation, 'handler'>) {
  const { t } = useTranslation();
  if (handler !== 'bot' && handler !== 'ai') return null;
  const Icon = handler === 'ai' ? IconSparkles : IconRobot;
  return (
    <span className="row-handler" title={t(`handling.holds.${handler}`)}>
      <Icon size={16} stroke={1.5} aria-label={t(`handling.holds.${handler}`)} />
    </span>
  );
}

function PriorityMark({ priority }: { priority: Conversation['priority'] }) {
  const { t } = useTranslation();
  if (priority === 'medium') return null;
  const Icon = { low: IconArrowDown, high: IconArrowUp, urgent: IconChevronsUp }[priority];
  return (
    <Icon
      className="row-priority"
      data-priority={priority}
      size={14}
      stroke={2}
      aria-label={t(`chat.priority.${priority}`)}
    />
  );
}
