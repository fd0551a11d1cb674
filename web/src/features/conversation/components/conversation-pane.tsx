import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contracts/collections/conversation.ts';
import type { Message } from '#contracts/collections/message.ts';
import type { Stored } from '../../../platform/documents.ts';
import { readableAddress } from '../../../ui/address.ts';
import { EmptyState, FailedState } from '../../../ui/states.tsx';
import { useConversation } from '../api/conversation.ts';
import { useMarkRead } from '../api/mark-read.ts';
import type { PendingMessage } from '../timeline.ts';
import { ConversationHeader } from './conversation-header.tsx';
import { LogSkeleton } from './log-skeleton.tsx';
import { MessageLog } from './message-log.tsx';
import './conversation-pane.css';

interface ConversationPaneProps {
  conversationId: string;
  /** The conversation while a list that is listened to holds it. */
  listed: Stored<Conversation> | null;
  pending: readonly PendingMessage[];
  /** Grows with every message that this member sends: the log jumps to its end. */
  sentCount: number;
  onRetry: (clientMessageId: string) => void;
  onWithdraw: (clientMessageId: string) => void;
  onSettled: (clientMessageIds: readonly string[]) => void;
  onQuote: (message: Stored<Message>) => void;
  onBack: () => void;
  onToggleDetails: () => void;
  /** What stands beside the log, such as the client. */
  renderAside: (conversation: Stored<Conversation>) => ReactNode;
  /** What stands below the log, such as the composer. */
  children: (conversation: Stored<Conversation>) => ReactNode;
}

/** The middle pane: header, log and what the route puts below. Mount one per conversation (`key`). */
export function ConversationPane(props: ConversationPaneProps) {
  const { t } = useTranslation();
  const { conversationId, listed } = props;
  const own = useConversation(conversationId, listed);
  // When the list lets go of a conversation, what it last held bridges the time until the own listener answers.
  const [lastListed, setLastListed] = useState(listed);
  if (listed !== null && listed !== lastListed) setLastListed(listed);
  const conversation = listed ?? own.data ?? (own.isPending ? lastListed : null);
  useMarkRead(conversation);

  if (conversation === null) {
    if (own.isPending) return <LogSkeleton />;
    if (own.isError) {
      return (
        <FailedState
          title={t('conversation.failed')}
          error={own.error}
          onRetry={() => {
            void own.refetch();
          }}
        />
      );
    }
    return <EmptyState title={t('conversation.notFound')} body={t('app.notFound.body')} />;
  }
  return (
    <div className="conversation-frame">
      <section
        className="conversation"
        aria-label={t('conversation.region', {
          name: conversation.client.name || readableAddress(conversation.client.address),
        })}
      >
        <ConversationHeader
          conversation={conversation}
          onBack={props.onBack}
          onToggleDetails={props.onToggleDetails}
        />
        <MessageLog
          conversation={conversation}
          pending={props.pending}
          sentCount={props.sentCount}
          onRetry={props.onRetry}
          onWithdraw={props.onWithdraw}
          onSettled={props.onSettled}
          onQuote={props.onQuote}
        />
        {props.children(conversation)}
      </section>
      {props.renderAside(conversation)}
    </div>
  );
}
