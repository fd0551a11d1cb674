import type { CallableInput } from '#contracts/callables/index.ts';
import { callCallable } from '../../../platform/call-callable.ts';
import { useSingleMutation } from '../../../platform/use-single-mutation.ts';

/** Creates or changes a queue; the taxonomy's listener brings the result. */
export function useSaveQueue() {
  return useSingleMutation<unknown, CallableInput<'saveQueue'>>({
    mutationFn: (input) => callCallable('saveQueue', input),
  });
}
