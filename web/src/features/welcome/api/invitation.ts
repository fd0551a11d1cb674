import { useQuery } from '@tanstack/react-query';
import type { CallableOutput } from '#contracts/callables/index.ts';
import { isTransient, type AppError } from '../../../platform/app-error.ts';
import { callCallable } from '../../../platform/call-callable.ts';
import { applyLook, lookOf } from '../../../platform/look-store.ts';

/** What the link of an invitation carries. */
export interface InvitationLink {
  invitationId: string;
  signature: string;
}

/** Whom the invitation is for, and which company invites: its look is there with the answer. */
export function useInvitation(link: InvitationLink, isNeeded: boolean) {
  return useQuery<CallableOutput<'getInvitation'>, AppError>({
    queryKey: ['invitation', link.invitationId, link.signature],
    queryFn: async () => {
      const invitation = await callCallable('getInvitation', link);
      const { companyName: name, branding } = invitation;
      applyLook(await lookOf(branding.accent, { name, logo: branding.logo }));
      return invitation;
    },
    enabled: isNeeded,
    staleTime: Number.POSITIVE_INFINITY,
    retry: (count, error) => count < 1 && isTransient(error),
  });
}
