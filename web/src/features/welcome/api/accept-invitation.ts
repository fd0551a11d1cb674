import type { CallableInput, CallableOutput } from '#contracts/callables/index.ts';
import { callCallable } from '../../../platform/call-callable.ts';
import { useSingleMutation } from '../../../platform/use-single-mutation.ts';

/** Gives the account its password; the link is used up by it. */
export function useAcceptInvitation() {
  return useSingleMutation<CallableOutput<'acceptInvitation'>, CallableInput<'acceptInvitation'>>({
    mutationFn: (input) => callCallable('acceptInvitation', input),
  });
}
