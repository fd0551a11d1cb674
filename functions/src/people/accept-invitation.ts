import type { CallableInput, CallableOutput } from '#contracts/callables/index.ts';
import { UNBRANDED } from '#contracts/collections/company.ts';
import { invitationSchema, type Invitation } from '#contracts/collections/invitation.ts';
import type { Member } from '#contracts/collections/member.ts';
import { paths } from '#contracts/collections/paths.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { auth, db } from '../platform/admin.ts';
import { isAuthError } from '../platform/auth-errors.ts';
import { now } from '../platform/clock.ts';
import { findCompany, isActive } from '../platform/company.ts';
import { Refusal } from '../platform/refusal.ts';
import { requireGoodPassword } from '../platform/require-good-password.ts';
import { bringInStep } from './bring-in-step.ts';
import { endOfSessions } from './decide-member.ts';
import { isInvitationSignature } from './invitation-link.ts';
import { invitedAddressRef } from './invite-member.ts';
import { isInvited, parseMember, memberRef, readMember, writeMember } from './member-store.ts';
import type { DocumentSnapshot } from 'firebase-admin/firestore';

/** @throws Refusal `invitation-invalid`, `company-suspended` */
export async function getInvitation(
  input: CallableInput<'getInvitation'>,
): Promise<CallableOutput<'getInvitation'>> {
  const { member, company } = await readInvitation(input);
  const { name, email, locale } = member;
  return { companyName: company.name, branding: company.branding ?? UNBRANDED, name, email, locale };
}

/**
 * Gives the account its password and opens it. The link is used up together with the last documents, so that a call that
 * was cut short is repaired by calling again; sign-ins from before that moment do not count.
 *
 *   invited ──password, enabled──▶ account that may do nothing ──member, link used up──▶ joined
 *
 * @throws Refusal `invitation-invalid` for a wrong signature, an unknown, used or expired link alike, `password-too-weak`,
 *   `company-suspended`
 */
export async function acceptInvitation(
  input: CallableInput<'acceptInvitation'>,
): Promise<CallableOutput<'acceptInvitation'>> {
  const { invitation, member } = await readInvitation(input);
  const { companyId, uid } = invitation;
  requireGoodPassword(input.password, [input.name, member.email]);
  await setPassword(uid, input);
  try {
    await join(invitation, input);
  } finally {
    await bringInStep(companyId, uid);
  }
  return { email: member.email };
}

async function readInvitation({ invitationId, signature }: { invitationId: string; signature: string }) {
  if (!isInvitationSignature(invitationId, signature)) throw new Refusal('invitation-invalid');
  const invitation = requireValid(await db().doc(paths.invitation(invitationId)).get());
  const [company, member] = await Promise.all([
    findCompany(invitation.companyId),
    readMember(invitation.companyId, invitation.uid),
  ]);
  if (member === null || !isInvited(member)) throw new Refusal('invitation-invalid');
  if (!isActive(company)) throw new Refusal('company-suspended');
  return { invitation, member, company };
}

function requireValid(snapshot: DocumentSnapshot): Invitation {
  const invitation = snapshot.exists ? invitationSchema.parse(snapshot.data()) : null;
  if (invitation === null || invitation.expiresAt <= now()) throw new Refusal('invitation-invalid');
  return invitation;
}

/** Following the link proves that the address is the member's. */
async function setPassword(uid: string, { name, password }: CallableInput<'acceptInvitation'>) {
  try {
    await auth().updateUser(uid, { password, displayName: name, emailVerified: true, disabled: false });
  } catch (error) {
    const isWeak = isAuthError(
      error,
      'auth/invalid-password',
      'auth/weak-password',
      'auth/password-does-not-meet-requirements',
    );
    if (isWeak) throw new Refusal('password-too-weak', { field: 'password' });
    throw error;
  }
}

async function join(
  { companyId, uid }: Invitation,
  { invitationId, name }: CallableInput<'acceptInvitation'>,
): Promise<void> {
  await db().runTransaction(async (transaction) => {
    const ref = db().doc(paths.invitation(invitationId));
    requireValid(await transaction.get(ref));
    const invited = parseMember(await transaction.get(memberRef(companyId, uid)));
    if (invited === null || !isInvited(invited)) throw new Refusal('invitation-invalid');
    const member: Member = {
      ...invited,
      name,
      active: true,
      invitation: null,
      ...endOfSessions(now()),
    };
    transaction.delete(ref);
    transaction.delete(invitedAddressRef(companyId, member.email));
    writeMember(transaction, companyId, uid, member);
    const person = { uid, name };
    writeAudit(transaction, {
      companyId,
      action: 'member.joined',
      by: person,
      target: { id: uid, name },
      after: { role: member.role },
    });
  });
}
