import type { CallableInput, CallableOutput } from '#contracts/callables/index.ts';
import { callCallable } from '../../../platform/call-callable.ts';
import { useSingleMutation } from '../../../platform/use-single-mutation.ts';

/** Opens, or finds, the conversation with a number on a channel. */
export function useStartConversation() {
  return useSingleMutation<CallableOutput<'startConversation'>, CallableInput<'startConversation'>>({
    mutationFn: (input) => callCallable('startConversation', input),
  });
}
