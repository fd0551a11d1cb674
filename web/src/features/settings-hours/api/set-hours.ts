import type { CallableInput } from '#contracts/callables/index.ts';
import { callCallable } from '../../../platform/call-callable.ts';
import { useSingleMutation } from '../../../platform/use-single-mutation.ts';

/** Gives hours to company, channel or queue; the listeners bring the result. */
export function useSetHours() {
  return useSingleMutation<unknown, CallableInput<'setHours'>>({
    mutationFn: (input) => callCallable('setHours', input),
  });
}
