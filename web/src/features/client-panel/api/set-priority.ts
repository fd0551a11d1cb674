import { useMutation } from '@tanstack/react-query';
import type { CallableInput } from '#contracts/callables/index.ts';
import type { AppError } from '../../../platform/app-error.ts';
import { callCallable } from '../../../platform/call-callable.ts';

/** Changes how urgent a conversation is; the listener brings the result. */
export function useSetPriority() {
  return useMutation<unknown, AppError, CallableInput<'setPriority'>>({
    mutationFn: (input) => callCallable('setPriority', input),
  });
}
