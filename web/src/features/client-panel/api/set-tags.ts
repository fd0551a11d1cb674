import { useMutation } from '@tanstack/react-query';
import type { CallableInput } from '#contracts/callables/index.ts';
import type { AppError } from '../../../platform/app-error.ts';
import { callCallable } from '../../../platform/call-callable.ts';

/** Replaces the tags of a conversation; the listener brings the result. */
export function useSetTags() {
  return useMutation<unknown, AppError, CallableInput<'setTags'>>({
    mutationFn: (input) => callCallable('setTags', input),
  });
}
