import type { CallableInput, CallableOutput } from '#contracts/callables/index.ts';
import { callCallable } from '../../../platform/call-callable.ts';
import { useSingleMutation } from '../../../platform/use-single-mutation.ts';

/** Connects or changes a channel; the server asks the provider first. The listener brings the result. */
export function useSaveChannel() {
  return useSingleMutation<CallableOutput<'saveChannel'>, CallableInput<'saveChannel'>>({
    mutationFn: (input) => callCallable('saveChannel', input),
  });
}
