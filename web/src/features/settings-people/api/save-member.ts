import type { CallableInput, CallableOutput } from '#contracts/callables/index.ts';
import { callCallable } from '../../../platform/call-callable.ts';
import { useSingleMutation } from '../../../platform/use-single-mutation.ts';

/** Makes the account and sends the link. */
export function useInviteMember() {
  return useSingleMutation<CallableOutput<'inviteMember'>, CallableInput<'inviteMember'>>({
    mutationFn: (input) => callCallable('inviteMember', input),
  });
}

/** A new role, which ends the member's sessions. */
export function useSetRole() {
  return useSingleMutation<unknown, CallableInput<'setMemberRole'>>({
    mutationFn: (input) => callCallable('setMemberRole', input),
  });
}

export function useSetQueues() {
  return useSingleMutation<unknown, CallableInput<'setMemberQueues'>>({
    mutationFn: (input) => callCallable('setMemberQueues', input),
  });
}
