import { Button } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowsExchange,
  IconCheck,
  IconHandGrab,
  IconRotateClockwise,
} from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contracts/collections/conversation.ts';
import { useErrorSentence } from '../../../i18n/use-error-sentence.ts';
import type { AppError } from '../../../platform/app-error.ts';
import type { Stored } from '../../../platform/documents.ts';
import { useCan, useSession } from '../../../platform/session.ts';
import { showNotice } from '../../../ui/notices.tsx';
import { useAccept, useClose, useReopen, useReturnToQueue } from '../api/act-on-conversation.ts';
import { findActions, type ConversationAction } from '../model.ts';

const TransferDialog = lazy(async () => ({
  default: (await import('./transfer-dialog.tsx')).TransferDialog,
}));

/** How long a close can be taken back, in milliseconds. */
const UNDO_MS = 8000;

const ICONS = {
  accept: IconHandGrab,
  close: IconCheck,
  reopen: IconRotateClockwise,
  transfer: IconArrowsExchange,
  returnToQueue: IconArrowBackUp,
} as const satisfies Record<ConversationAction, unknown>;

/** What a member can do with the conversation; the next action is the only filled button. */
export function ConversationActions({ conversation }: { conversation: Stored<Conversation> }) {
  const { t } = useTranslation();
  const { uid } = useSession();
  const managesOthers = useCan('inbox.manageOthers');
  const describe = useErrorSentence();
  const accept = useAccept();
  const close = useClose();
  const reopen = useReopen();
  const returnToQueue = useReturnToQueue();
  const [isTransferring, setIsTransferring] = useState(false);
  const { id } = conversation;
  const isBusy = accept.isPending || close.isPending || reopen.isPending || returnToQueue.isPending;

  const handleError = (error: AppError) => showNotice({ message: describe(error), tone: 'danger' });

  const handleUndo = (ticketId: string) => {
    reopen.mutate(
      { conversationId: id, undoTicketId: ticketId },
      {
        onSuccess: () =>
          showNotice({ message: t('conversation.reopened'), tone: 'success', durationMs: 3000 }),
        onError: handleError,
      },
    );
  };

  const run: Record<ConversationAction, () => void> = {
    accept: () => accept.mutate(id, { onError: handleError }),
    close: () =>
      close.mutate(id, {
        onError: handleError,
        onSuccess: ({ ticketId }) =>
          showNotice({
            message: t('conversation.closed'),
            durationMs: UNDO_MS,
            action: { label: t('words.undo'), onAction: () => handleUndo(ticketId) },
          }),
      }),
    reopen: () => reopen.mutate({ conversationId: id, undoTicketId: null }, { onError: handleError }),
    transfer: () => setIsTransferring(true),
    returnToQueue: () => returnToQueue.mutate(id, { onError: handleError }),
  };

  const isHeld = conversation.handler === 'bot' || conversation.handler === 'ai';
  const labelOf = (action: ConversationAction) =>
    action === 'accept' && isHeld ? t('handling.takeOver') : t(`conversation.actions.${action}`);

  return (
    <div className="conversation-actions">
      {findActions(conversation, { uid, managesOthers }).map((action, index) => {
        const Icon = ICONS[action];
        return (
          <Button
            key={action}
            size="sm"
            variant={index === 0 ? 'filled' : 'default'}
            disabled={isBusy}
            aria-label={labelOf(action)}
            data-next={index === 0 || undefined}
            title={labelOf(action)}
            onClick={run[action]}
          >
            <Icon size={18} stroke={1.5} aria-hidden />
            <span className="conversation-action-label">{labelOf(action)}</span>
          </Button>
        );
      })}
      {isTransferring && (
        <Suspense>
          <TransferDialog conversation={conversation} onClose={() => setIsTransferring(false)} />
        </Suspense>
      )}
    </div>
  );
}
