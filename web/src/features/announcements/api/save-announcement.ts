import type { CallableInput } from '#contracts/callables/index.ts';
import { callCallable } from '../../../platform/call-callable.ts';
import { useSingleMutation } from '../../../platform/use-single-mutation.ts';

/** Creates or changes a post; the listener brings the result. */
export function useSaveAnnouncement() {
  return useSingleMutation<unknown, CallableInput<'saveAnnouncement'>>({
    mutationFn: (input) => callCallable('saveAnnouncement', input),
  });
}
