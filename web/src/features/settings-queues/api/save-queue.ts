import { useMutation } from '@tanstack/react-query';
import type { CallableInput } from '#contracts/callables/index.ts';
import type { AppError } from '../../../platform/app-error.ts';
import { callCallable } from '../../../platform/call-callable.ts';

/** Creates or changes a queue; the taxonomy's listener brings the result. */
export function useSaveQueue() {
  return useMutation<unknown, AppError, CallableInput<'saveQueue'>>({
    mutationFn: (input) => callCallable('saveQueue', input),
  });
}
