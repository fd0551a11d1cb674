import { defineCallable, definePublicCallable } from '../platform/callable.ts';
import { SECRETS } from '../platform/config.ts';
import { acceptInvitation, getInvitation } from './accept-invitation.ts';
import { handOverConversations } from './hand-over.ts';
import { inviteMember, resendInvitation } from './invite-member.ts';
import {
  disableMember,
  enableMember,
  removeMember,
  setMemberQueues,
  setMemberRole,
  signOutEverywhere,
} from './members.ts';
import { saveProfile } from './save-profile.ts';
import { endAllSessions, endSession, noteSession } from './sessions.ts';

/** Signed links are read there. */
const READS_LINKS = { secrets: SECRETS.links };

export const peopleCallables = {
  inviteMember: defineCallable('inviteMember', inviteMember),
  resendInvitation: defineCallable('resendInvitation', resendInvitation),
  getInvitation: definePublicCallable('getInvitation', getInvitation, READS_LINKS),
  acceptInvitation: definePublicCallable('acceptInvitation', acceptInvitation, READS_LINKS),
  setMemberRole: defineCallable('setMemberRole', setMemberRole),
  setMemberQueues: defineCallable('setMemberQueues', setMemberQueues),
  disableMember: defineCallable('disableMember', disableMember),
  enableMember: defineCallable('enableMember', enableMember),
  removeMember: defineCallable('removeMember', removeMember),
  signOutEverywhere: defineCallable('signOutEverywhere', signOutEverywhere),
  handOverConversations: defineCallable('handOverConversations', handOverConversations, {
    timeoutSeconds: 120,
  }),
  saveProfile: defineCallable('saveProfile', saveProfile),
  noteSession: defineCallable('noteSession', noteSession),
  endSession: defineCallable('endSession', endSession),
  endAllSessions: defineCallable('endAllSessions', endAllSessions),
};
