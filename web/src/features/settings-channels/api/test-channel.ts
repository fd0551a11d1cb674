import { useMutation } from '@tanstack/react-query';
import type { CallableInput, CallableOutput } from '#contracts/callables/index.ts';
import type { AppError } from '../../../platform/app-error.ts';
import { callCallable } from '../../../platform/call-callable.ts';

/** Asks the provider whether a channel's credentials work, and sends a test message if a number is given. */
export function useTestChannel() {
  return useMutation<CallableOutput<'testChannel'>, AppError, CallableInput<'testChannel'>>({
    mutationFn: (input) => callCallable('testChannel', input),
  });
}
