import { Button } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contracts/collections/conversation.ts';
import type { Message } from '#contracts/collections/message.ts';
import { useTimeZone } from '../../../i18n/time-zone.ts';
import { useTimeWords } from '../../../i18n/use-time-words.ts';
import type { Stored } from '../../../platform/documents.ts';
import { allRows } from '../../../platform/live-window.ts';
import { useNow } from '../../../platform/use-now.ts';
import { EmptyState, FailedState } from '../../../ui/states.tsx';
import { useMessages, useOlderMessages } from '../api/messages.ts';
import { isOutdated } from '../handling.ts';
import {
  buildTimeline,
  findFirstUnread,
  groupByDay,
  type PendingMessage,
  type TimelineRow,
} from '../timeline.ts';
import { useLogScroll } from '../use-log-scroll.ts';
import { DraftCard } from './draft-card.tsx';
import { EventLine } from './event-line.tsx';
import { LogSkeleton } from './log-skeleton.tsx';
import { MessageBubble } from './message-bubble.tsx';
import { PendingBubble } from './pending-bubble.tsx';

interface MessageLogProps {
  conversation: Stored<Conversation>;
  pending: readonly PendingMessage[];
  sentCount: number;
  onRetry: (clientMessageId: string) => void;
  onWithdraw: (clientMessageId: string) => void;
  onSettled: (clientMessageIds: readonly string[]) => void;
  onQuote: (message: Stored<Message>) => void;
}

/** The messages of a conversation, oldest first, with what is still on its way at the end. */
export function MessageLog({
  conversation,
  pending,
  sentCount,
  onRetry,
  onWithdraw,
  onSettled,
  onQuote,
}: MessageLogProps) {
  const { t } = useTranslation();
  const time = useTimeWords();
  const timeZone = useTimeZone();
  const now = useNow();
  const log = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const query = useMessages(conversation.id);
  const older = useOlderMessages(conversation.id);
  const window = query.data;
  const messages = useMemo(() => (window === undefined ? [] : allRows(window).toReversed()), [window]);

  const firstUnreadId = useUnreadLine(conversation, messages);
  const rows = useMemo(
    () => buildTimeline({ messages, pending, firstUnreadId, timeZone }),
    [messages, pending, firstUnreadId, timeZone],
  );
  const scroll = useLogScroll(log, content, rows, sentCount);

  // The stored message has arrived: the queue can forget its own.
  useEffect(() => {
    const stored = new Set(messages.map((message) => message.id));
    const settled = pending.map((item) => item.clientMessageId).filter((id) => stored.has(id));
    if (settled.length > 0) onSettled(settled);
  }, [messages, pending, onSettled]);

  const wantsOlder =
    window !== undefined && window.hasOlder && scroll.isNearBeginning && !older.isPending && !older.isError;
  useEffect(() => {
    if (wantsOlder && window !== undefined) older.mutate(window);
  }, [wantsOlder, window, older]);

  const renderRow = (row: TimelineRow) => {
    switch (row.type) {
      case 'day':
        return (
          <div key={row.id} className="log-day">
            <time dateTime={new Date(row.at).toISOString()}>{time.day(row.at, now)}</time>
          </div>
        );
      case 'unread':
        return (
          <div key={row.id} className="log-unread" data-unread-line>
            {t('conversation.unread')}
          </div>
        );
      case 'event':
        return <EventLine key={row.id} message={row.message} />;
      case 'bubble':
        if (row.bubble.type === 'message' && row.bubble.message.draft !== undefined) {
          const { message } = row.bubble;
          const { draft } = row.bubble.message;
          return (
            <DraftCard
              key={row.id}
              message={message}
              draft={draft}
              channelType={conversation.channelType}
              isOutdated={isOutdated(draft, conversation)}
            />
          );
        }
        return row.bubble.type === 'pending' ? (
          <PendingBubble
            key={row.id}
            pending={row.bubble.pending}
            isFirst={row.isFirst}
            onRetry={onRetry}
            onWithdraw={onWithdraw}
          />
        ) : (
          <MessageBubble
            key={row.id}
            message={row.bubble.message}
            isFirst={row.isFirst}
            isLast={row.isLast}
            onQuote={onQuote}
          />
        );
    }
  };

  return (
    <div className="log-frame">
      <div ref={log} className="log" role="log" aria-label={t('conversation.log')}>
        <div ref={content}>
          {query.isPending && <LogSkeleton />}
          {query.isError && (
            <FailedState
              title={t('conversation.failed')}
              error={query.error}
              onRetry={() => {
                void query.refetch();
              }}
            />
          )}
          {window !== undefined && (
            <div className="log-column">
              {window.hasOlder ? (
                <div className="log-older">
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    color="gray"
                    loading={older.isPending}
                    onClick={() => older.mutate(window)}
                  >
                    {t('conversation.older')}
                  </Button>
                  {older.isError && <p role="alert">{t('conversation.olderFailed')}</p>}
                </div>
              ) : (
                rows.length > 0 && <p className="log-beginning">{t('conversation.beginning')}</p>
              )}
              {rows.length === 0 && <EmptyState title={t('conversation.empty')} body="" />}
              {groupByDay(rows).map((day) => (
                // A group bounds its sticky date, so that the next day's pushes it away.
                <div key={day[0]?.id} className="log-day-group">
                  {day.map(renderRow)}
                </div>
              ))}
            </div>
          )}
        </div>
      </div>
      {!scroll.isAtEnd && (
        <Button
          className="log-jump"
          size="compact-md"
          radius="xl"
          variant="default"
          leftSection={<IconArrowDown size={16} stroke={1.5} aria-hidden />}
          onClick={scroll.jumpToEnd}
        >
          {scroll.missedCount > 0
            ? t('conversation.newMessages', { count: scroll.missedCount })
            : t('conversation.newest')}
        </Button>
      )}
    </div>
  );
}

/** Finds the unread line once, when the conversation opens: marking it read does not move it. */
function useUnreadLine(
  conversation: Stored<Conversation>,
  messages: readonly Stored<Message>[],
): string | null {
  const [line, setLine] = useState<{ id: string | null } | null>(null);
  if (line === null && messages.length > 0) {
    setLine({ id: findFirstUnread(messages, conversation.inboundCount - conversation.readCount) });
  }
  return line?.id ?? null;
}
