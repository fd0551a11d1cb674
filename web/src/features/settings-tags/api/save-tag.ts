import { useMutation } from '@tanstack/react-query';
import type { CallableInput } from '#contracts/callables/index.ts';
import type { AppError } from '../../../platform/app-error.ts';
import { callCallable } from '../../../platform/call-callable.ts';

/** Creates or changes a tag; the taxonomy's listener brings the result. */
export function useSaveTag() {
  return useMutation<unknown, AppError, CallableInput<'saveTag'>>({
    mutationFn: (input) => callCallable('saveTag', input),
  });
}
