import { ActionIcon, Button } from '@mantine/core';
import { IconLock, IconQuote, IconRobot, IconSparkles } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '#contracts/collections/message.ts';
import { findDeliveryProblem } from '../../../i18n/delivery-problem.ts';
import { useErrorSentence } from '../../../i18n/use-error-sentence.ts';
import { useTimeWords } from '../../../i18n/use-time-words.ts';
import type { Stored } from '../../../platform/documents.ts';
import { useReached } from '../../../platform/use-reached.ts';
import { useDirectory } from '../../../platform/workspace.ts';
import { showNotice } from '../../../ui/notices.tsx';
import { useRetryMessage } from '../api/act-on-conversation.ts';
import { findSlowAt, findTick } from '../timeline.ts';
import { MessageContent } from './message-content.tsx';
import { TickMark } from './tick-mark.tsx';

interface MessageBubbleProps {
  message: Stored<Message>;
  /** First and last of consecutive bubbles of one sender. */
  isFirst: boolean;
  isLast: boolean;
  onQuote: (message: Stored<Message>) => void;
}

/** A stored message or note. */
export const MessageBubble = memo(function MessageBubble({
  message,
  isFirst,
  isLast,
  onQuote,
}: MessageBubbleProps) {
  const { t } = useTranslation();
  const time = useTimeWords();
  const { members } = useDirectory();
  const { direction, sentBy, providerAt, assistant } = message;
  const isNote = direction === 'note';
  const tick = findTick({ type: 'message', id: message.id, at: providerAt, message });
  const isSlow = useReached(findSlowAt(message));
  const author = sentBy === null ? null : (members[sentBy]?.name ?? t('conversation.someone'));

  return (
    <article
      className="bubble"
      data-direction={direction}
      data-first={isFirst || undefined}
      data-last={isLast || undefined}
    >
      {isFirst && (isNote || author !== null || assistant !== undefined) && (
        <p className="bubble-author">
          {assistant !== undefined && (
            <>
              {assistant.type === 'ai' ? (
                <IconSparkles size={12} stroke={1.75} aria-label={t('handling.kind.ai')} />
              ) : (
                <IconRobot size={12} stroke={1.75} aria-label={t('handling.kind.chatbot')} />
              )}
              {assistant.name}
              {author !== null && ` · ${t('handling.approvedBy', { name: author })}`}
            </>
          )}
          {assistant === undefined && isNote && (
            <>
              <IconLock size={12} stroke={1.75} aria-hidden /> {t('conversation.note')}
              {author !== null && ' · '}
            </>
          )}
          {assistant === undefined && author}
        </p>
      )}
      <div className="bubble-body">
        <MessageContent message={message} />
        <span className="bubble-foot">
          <time
            className="tabular"
            dateTime={new Date(providerAt).toISOString()}
            title={time.exact(providerAt)}
          >
            {time.clock(providerAt)}
          </time>
          {tick !== null && <TickMark tick={tick} />}
        </span>
        {!isNote && (
          <ActionIcon
            className="bubble-quote"
            variant="default"
            size="sm"
            aria-label={t('conversation.quote')}
            title={t('conversation.quote')}
            onClick={() => onQuote(message)}
          >
            <IconQuote size={14} stroke={1.5} />
          </ActionIcon>
        )}
      </div>
      {isSlow && <output className="bubble-slow">{t('conversation.providerSlow')}</output>}
      {tick === 'failed' && <Failure message={message} />}
    </article>
  );
});

/** Why a stored message did not arrive, with Retry where that can help. */
function Failure({ message }: { message: Stored<Message> }) {
  const { t } = useTranslation();
  const describe = useErrorSentence();
  const retry = useRetryMessage();
  const isUnknown = message.outcome === 'unknown';
  const canRetry = isUnknown || (message.error?.retryable ?? true);
  return (
    <p className="bubble-failure">
      {isUnknown && t('delivery.outcomeUnknown')}
      {!isUnknown && message.error === null && t('conversation.tick.failed')}
      {!isUnknown && message.error !== null && t(`delivery.${findDeliveryProblem(message.error)}`)}{' '}
      {message.error !== null && <small>{t('words.code', { code: message.error.code })}</small>}
      {canRetry && (
        <Button
          size="compact-xs"
          variant="light"
          color="red"
          loading={retry.isPending}
          onClick={() =>
            retry.mutate(
              { conversationId: message.conversationId, messageId: message.id },
              { onError: (error) => showNotice({ message: describe(error), tone: 'danger' }) },
            )
          }
        >
          {t('words.retry')}
        </Button>
      )}
    </p>
  );
}
