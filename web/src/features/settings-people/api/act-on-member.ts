import { callCallable } from '../../../platform/call-callable.ts';
import { useSingleMutation } from '../../../platform/use-single-mutation.ts';

type MemberCallable =
  'resendInvitation' | 'disableMember' | 'enableMember' | 'removeMember' | 'signOutEverywhere';

/** A change of one member that needs nothing but the id; the listener brings the result. */
export function useActOnMember(name: MemberCallable) {
  return useSingleMutation<unknown, string>({ mutationFn: (memberId) => callCallable(name, { memberId }) });
}
