import type { CallableInput } from '#contracts/callables/index.ts';
import { callCallable } from '../../../platform/call-callable.ts';
import { useSingleMutation } from '../../../platform/use-single-mutation.ts';

/** Creates or changes a tag; the taxonomy's listener brings the result. */
export function useSaveTag() {
  return useSingleMutation<unknown, CallableInput<'saveTag'>>({
    mutationFn: (input) => callCallable('saveTag', input),
  });
}
