import { FieldPath, type Transaction } from 'firebase-admin/firestore';
import type { AuditAction, AuditValues } from '#contracts/collections/audit.ts';
import type { Invitation } from '#contracts/collections/invitation.ts';
import { directorySchema, type Member } from '#contracts/collections/member.ts';
import { paths } from '#contracts/collections/paths.ts';
import { LIMITS } from '#contracts/limits.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { addOutboxEntry } from '../outbox/add-entry.ts';
import { db } from '../platform/admin.ts';
import { derivedId, randomId } from '../platform/ids.ts';
import type { SignedInMember } from '../platform/member.ts';
import { Refusal } from '../platform/refusal.ts';
import { writeMember } from './member-store.ts';

const DAY_MS = 24 * 60 * 60_000;
/** How long a link can be followed. */
const INVITATION_MS = 7 * DAY_MS;
/** Everybody whom the directory names, with those who left: one document holds at most 1 MiB. */
const DIRECTORY_ENTRIES = 4 * LIMITS.members;
/** Links that one person can have at once, should an earlier one have been left over. */
const LINKS_PAGE = 20;

/** Who is invited, and what the audit log says of it. */
interface Invited {
  uid: string;
  member: Member;
  action: Extract<AuditAction, 'member.invited' | 'member.invitation-resent'>;
  after?: AuditValues;
  at: number;
}

/**
 * Makes a new link for a member who has not joined, voids every earlier one, and notes the mail; with the member, the
 * directory and the audit entry in the caller's transaction. All other reads come before.
 */
export async function issueInvitation(
  transaction: Transaction,
  call: SignedInMember,
  invited: Invited,
): Promise<void> {
  const { companyId } = call;
  const { uid, member, at } = invited;
  const earlier = await transaction.get(invitationsOf(uid));
  for (const { ref } of earlier.docs) transaction.delete(ref);
  const invitationId = randomId();
  const expiresAt = at + INVITATION_MS;
  const invitation: Invitation = { companyId, uid, expiresAt };
  transaction.create(db().doc(paths.invitation(invitationId)), invitation);
  writeMember(transaction, companyId, uid, { ...member, invitation: { sentAt: at, expiresAt } });
  writeAudit(transaction, {
    companyId,
    action: invited.action,
    by: { uid: call.uid, name: call.member.name },
    target: { id: uid, name: member.name },
    after: invited.after ?? {},
  });
  const { name, email, locale } = member;
  const content = {
    template: 'invitation',
    companyName: call.company.name,
    inviterName: call.member.name,
    memberName: name,
    invitationId,
    expiresAt,
  } as const;
  const job = { type: 'send-mail', mail: { to: email, locale, content } } as const;
  addOutboxEntry(transaction, { companyId, id: derivedId('invitation-mail', invitationId), job, at });
}

/** Every link that leads to an account. */
export function invitationsOf(uid: string) {
  return db().collection(paths.invitations()).where('uid', '==', uid).limit(LINKS_PAGE);
}

/** @throws Refusal `limit-reached` where the company has sent as many invitations as it may in a day */
export async function requireInvitationsLeft(
  transaction: Transaction,
  companyId: string,
  at: number,
): Promise<void> {
  const limit = LIMITS.invitationsPerDay;
  const actions: AuditAction[] = ['member.invited', 'member.invitation-resent'];
  const counts = await Promise.all(
    actions.map((action) =>
      transaction.get(
        db()
          .collection(paths.audit(companyId))
          .where('action', '==', action)
          .where('at', '>', at - DAY_MS)
          .orderBy('at', 'desc')
          .count(),
      ),
    ),
  );
  const sent = counts.reduce((total, snapshot) => total + snapshot.data().count, 0);
  if (sent >= limit) throw new Refusal('limit-reached', { values: { limit } });
}

/** @throws Refusal `limit-reached` where the company has as many members as it can */
export async function requireRoom(transaction: Transaction, companyId: string): Promise<void> {
  const ref = db().doc(paths.directory(companyId));
  const [snapshot] = await transaction.getAll(ref, { fieldMask: [new FieldPath('members')] });
  if (snapshot?.exists !== true) return;
  const entries = Object.values(directorySchema.parse(snapshot.data()).members);
  const present = entries.filter(({ removed }) => removed !== true).length;
  if (present < LIMITS.members && entries.length < DIRECTORY_ENTRIES) return;
  throw new Refusal('limit-reached', { values: { limit: LIMITS.members } });
}
