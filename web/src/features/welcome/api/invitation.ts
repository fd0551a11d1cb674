import { useQuery } from '@tanstack/react-query';
import type { CallableOutput } from '#contracts/callables/index.ts';
import { isTransient, type AppError } from '../../../platform/app-error.ts';
import { callCallable } from '../../../platform/call-callable.ts';

/** What the link of an invitation carries. */
export interface InvitationLink {
  invitationId: string;
  signature: string;
}

/** Whom the invitation is for, and which company invites. */
export function useInvitation(link: InvitationLink, isNeeded: boolean) {
  return useQuery<CallableOutput<'getInvitation'>, AppError>({
    queryKey: ['invitation', link.invitationId, link.signature],
    queryFn: () => callCallable('getInvitation', link),
    enabled: isNeeded,
    staleTime: Number.POSITIVE_INFINITY,
    retry: (count, error) => count < 1 && isTransient(error),
  });
}
