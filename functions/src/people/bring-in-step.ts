import type { UserRecord } from 'firebase-admin/auth';
import type { Member } from '#contracts/collections/member.ts';
import { paths } from '#contracts/collections/paths.ts';
import type { Claims } from '#contracts/roles.ts';
import { auth, bucket, db } from '../platform/admin.ts';
import { now, waitUntil } from '../platform/clock.ts';
import { isAuthError } from '../platform/auth-errors.ts';
import { avatarFolder } from './avatar.ts';
import { invitationsOf } from './issue-invitation.ts';
import { isRemoved, readMember } from './member-store.ts';

/** How often a member may be changed by others while its account is brought in step, before this call gives up. */
const MAX_ROUNDS = 20;
/** More than a member can have listed. */
const SESSIONS_PAGE = 100;

/**
 * Makes the account agree with the member document, which decides: claims, whether it may sign in, refresh tokens from
 * before `validAfterSeconds` revoked, sessions that are over taken off the list, the account of who has left deleted.
 * Does only what is not so yet, so that a call that was cut short is repaired by calling again, and calls at the same
 * moment end with what the document says last.
 */
export async function bringInStep(companyId: string, uid: string): Promise<void> {
  let member = await readMember(companyId, uid);
  for (let round = 0; member !== null && round < MAX_ROUNDS; round += 1) {
    const hasAccount = await settle(companyId, uid, member);
    const after = await readMember(companyId, uid);
    if (after !== null && isEqual(member, after)) {
      if (!hasAccount) throw new Error('a member has no account');
      return;
    }
    member = after;
  }
  if (member !== null) throw new Error('the member changed too often to bring its account in step');
}

/** False where the account is gone: another call may have removed the member meanwhile. */
async function settle(companyId: string, uid: string, member: Member): Promise<boolean> {
  await forgetSessions(companyId, uid, member.validAfterSeconds);
  if (isRemoved(member)) {
    await deleteAccount(uid);
    await forget(companyId, uid);
    return true;
  }
  try {
    await settleAccount(companyId, uid, member);
    return true;
  } catch (error) {
    if (!isAuthError(error, 'auth/user-not-found')) throw error;
    return false;
  }
}

async function settleAccount(companyId: string, uid: string, member: Member): Promise<void> {
  const user = await auth().getUser(uid);
  if (user.disabled === member.active) await auth().updateUser(uid, { disabled: !member.active });
  const claims: Claims = { companyId, role: member.role };
  const isClaimed =
    user.customClaims?.['companyId'] === companyId && user.customClaims['role'] === member.role;
  if (!isClaimed) await auth().setCustomUserClaims(uid, claims);
  if (refreshTokensFrom(user) < member.validAfterSeconds) await revokeFrom(uid, member.validAfterSeconds);
}

/**
 * Ends every sign-in from before a second. Auth notes the second in which it is told and goes on taking sign-ins of that
 * second, so it is told once the ended one is over; the member document has refused them since. A sign-in right after the
 * answer is valid.
 */
async function revokeFrom(uid: string, validAfterSeconds: number): Promise<void> {
  await waitUntil(Math.min(validAfterSeconds * 1000, now() + 1000));
  await auth().revokeRefreshTokens(uid);
}

/** Second from which on refresh tokens are good. */
function refreshTokensFrom(user: UserRecord): number {
  return Math.floor(Date.parse(user.tokensValidAfterTime ?? user.metadata.creationTime) / 1000);
}

async function deleteAccount(uid: string): Promise<void> {
  try {
    await auth().deleteUser(uid);
  } catch (error) {
    if (!isAuthError(error, 'auth/user-not-found')) throw error;
  }
}

/** What is left of somebody who is gone, apart from the name. */
async function forget(companyId: string, uid: string): Promise<void> {
  const links = await invitationsOf(uid).get();
  const batch = db().batch();
  for (const { ref } of links.docs) batch.delete(ref);
  for (const path of [paths.preferences(companyId, uid), paths.presence(companyId, uid)])
    batch.delete(db().doc(path));
  await batch.commit();
  await bucket().deleteFiles({ prefix: avatarFolder(companyId, uid) });
}

async function forgetSessions(companyId: string, uid: string, validAfterSeconds: number): Promise<void> {
  const over = await db()
    .collection(paths.sessions(companyId, uid))
    .where('authTime', '<', validAfterSeconds)
    .limit(SESSIONS_PAGE)
    .select()
    .get();
  if (over.empty) return;
  const batch = db().batch();
  for (const { ref } of over.docs) batch.delete(ref);
  await batch.commit();
}

function isEqual(left: Member, right: Member): boolean {
  return (
    left.role === right.role &&
    left.active === right.active &&
    left.validAfterSeconds === right.validAfterSeconds &&
    isRemoved(left) === isRemoved(right)
  );
}
