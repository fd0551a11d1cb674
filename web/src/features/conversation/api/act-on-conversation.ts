import { useMutation } from '@tanstack/react-query';
import type { CallableInput } from '#contracts/callables/index.ts';
import type { AppError } from '../../../platform/app-error.ts';
import { callCallable } from '../../../platform/call-callable.ts';

/** Takes a waiting conversation. */
export function useAccept() {
  return useMutation<unknown, AppError, string>({
    mutationFn: (conversationId) => callCallable('acceptConversation', { conversationId }),
  });
}

/** Closes a conversation; the answer is the ticket that `useReopen` takes back within the undo time. */
export function useClose() {
  return useMutation<{ ticketId: string }, AppError, string>({
    mutationFn: (conversationId) => callCallable('closeConversation', { conversationId }),
  });
}

/** Opens a closed conversation: with a new ticket, or as if it had not been closed. */
export function useReopen() {
  return useMutation<unknown, AppError, CallableInput<'reopenConversation'>>({
    mutationFn: (input) => callCallable('reopenConversation', input),
  });
}

/** Hands a conversation to a queue or a member. */
export function useTransfer() {
  return useMutation<unknown, AppError, CallableInput<'transferConversation'>>({
    mutationFn: (input) => callCallable('transferConversation', input),
  });
}

/** Puts a conversation back among those that wait. */
export function useReturnToQueue() {
  return useMutation<unknown, AppError, string>({
    mutationFn: (conversationId) => callCallable('returnToQueue', { conversationId }),
  });
}

/** Sends a stored message that failed once more, under its id. */
export function useRetryMessage() {
  return useMutation<unknown, AppError, CallableInput<'retryMessage'>>({
    mutationFn: (input) => callCallable('retryMessage', input),
  });
}
