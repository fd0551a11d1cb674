import { useMutation } from '@tanstack/react-query';
import type { CallableInput } from '#contracts/callables/index.ts';
import type { AppError } from '../../../platform/app-error.ts';
import { callCallable } from '../../../platform/call-callable.ts';

/** Changes a client's name or notes; the listener brings the result. */
export function useSaveClient() {
  return useMutation<unknown, AppError, CallableInput<'saveClient'>>({
    mutationFn: (input) => callCallable('saveClient', input),
  });
}
