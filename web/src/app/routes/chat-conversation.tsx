import { lazy, Suspense, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contracts/collections/conversation.ts';
import type { Message } from '#contracts/collections/message.ts';
import { ClientPanel } from '../../features/client-panel/components/client-panel.tsx';
import { Composer, type Quote } from '../../features/composer/components/composer.tsx';
import { useQueuedMessages, useSendQueue } from '../../features/composer/use-send-queue.ts';
import { ConversationPane } from '../../features/conversation/components/conversation-pane.tsx';
import type { Stored } from '../../platform/documents.ts';
import { useMediaQuery } from '../../platform/use-media-query.ts';
import { useStoredFlag } from '../../platform/use-stored-flag.ts';

const SidePanel = lazy(async () => ({ default: (await import('../../ui/side-panel.tsx')).SidePanel }));

interface ChatConversationProps {
  conversationId: string;
  listed: Stored<Conversation> | null;
  onBack: () => void;
}

/** One open conversation: log, composer and client, put together. */
export function ChatConversation({ conversationId, listed, onBack }: ChatConversationProps) {
  const { t } = useTranslation();
  const queue = useSendQueue();
  const pending = useQueuedMessages(conversationId);
  const [quote, setQuote] = useState<Quote | null>(null);
  const [sentCount, setSentCount] = useState(0);
  const isWide = useMediaQuery('(min-width: 1100px)');
  const [isPaneShown, setIsPaneShown] = useStoredFlag('colibri.clientPanel', true);
  const [isDrawerOpen, setIsDrawerOpen] = useState(false);

  const handleQuote = useCallback(
    (message: Stored<Message>) =>
      setQuote({ messageId: message.id, text: message.text || t(`kind.${message.kind}`) }),
    [t],
  );

  const renderClient = (conversation: Stored<Conversation>) => {
    if (isWide) return null;
    return (
      isDrawerOpen && (
        <Suspense>
          <SidePanel title={t('client.panel')} onClose={() => setIsDrawerOpen(false)}>
            <ClientPanel conversation={conversation} />
          </SidePanel>
        </Suspense>
      )
    );
  };

  return (
    <ConversationPane
      conversationId={conversationId}
      listed={listed}
      pending={pending}
      sentCount={sentCount}
      onRetry={queue.retry}
      onWithdraw={queue.withdraw}
      onSettled={queue.settle}
      onQuote={handleQuote}
      onBack={onBack}
      onToggleDetails={() => (isWide ? setIsPaneShown(!isPaneShown) : setIsDrawerOpen(true))}
      renderAside={(conversation) =>
        isWide && isPaneShown ? (
          <ClientPanel conversation={conversation} onClose={() => setIsPaneShown(false)} />
        ) : (
          renderClient(conversation)
        )
      }
    >
      {(conversation) => (
        <Composer
          conversation={conversation}
          quote={quote}
          onQuoteRemoved={() => setQuote(null)}
          onSent={() => setSentCount((count) => count + 1)}
        />
      )}
    </ConversationPane>
  );
}
