import { useMutation } from '@tanstack/react-query';
import type { CallableInput, CallableOutput } from '#contracts/callables/index.ts';
import type { AppError } from '../../../platform/app-error.ts';
import { callCallable } from '../../../platform/call-callable.ts';

/** Connects or changes a channel; the server asks the provider first. The listener brings the result. */
export function useSaveChannel() {
  return useMutation<CallableOutput<'saveChannel'>, AppError, CallableInput<'saveChannel'>>({
    mutationFn: (input) => callCallable('saveChannel', input),
  });
}
