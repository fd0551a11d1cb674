import { useMutation } from '@tanstack/react-query';
import type { CallableInput, CallableOutput } from '#contracts/callables/index.ts';
import type { AppError } from '../../../platform/app-error.ts';
import { callCallable } from '../../../platform/call-callable.ts';

/** Opens, or finds, the conversation with a number on a channel. */
export function useStartConversation() {
  return useMutation<CallableOutput<'startConversation'>, AppError, CallableInput<'startConversation'>>({
    mutationFn: (input) => callCallable('startConversation', input),
  });
}
