import type { Transaction } from 'firebase-admin/firestore';
import { invitedAddressSchema, type InvitedAddress } from '#contracts/collections/invitation.ts';
import type { Member } from '#contracts/collections/member.ts';
import { paths } from '#contracts/collections/paths.ts';
import type { Claims } from '#contracts/roles.ts';
import { readTaxonomy } from '../company/read-taxonomy.ts';
import { auth, db } from '../platform/admin.ts';
import { isAuthError } from '../platform/auth-errors.ts';
import type { Call } from '../platform/callable.ts';
import { now } from '../platform/clock.ts';
import { derivedId, randomId } from '../platform/ids.ts';
import { Refusal } from '../platform/refusal.ts';
import { bringInStep } from './bring-in-step.ts';
import { requireStillAdmin } from './change-member.ts';
import { issueInvitation, requireInvitationsLeft, requireRoom } from './issue-invitation.ts';
import { isInvited, memberRef, parseMember } from './member-store.ts';
import { requireQueues } from './queues.ts';

/** Conversations a member takes at once until somebody sets another figure. */
const DEFAULT_CAPACITY = 10;

/**
 * Invites somebody. The id of the account is chosen and kept before the account is made, and the link comes with the
 * last documents, so that a call that was cut short is repaired by calling again.
 *
 *   (nothing) ──id kept──▶ account, disabled ──claims──▶ member, link, mail ──link followed──▶ joined
 *
 * @throws Refusal `email-taken` for an account of this or any other company alike, `limit-reached`, `not-found` (queue)
 */
export async function inviteMember(call: Call<'inviteMember'>): Promise<{ memberId: string }> {
  const { companyId, input } = call;
  const email = input.email.toLowerCase();
  const taxonomy = await readTaxonomy(companyId);
  const queues = requireQueues(taxonomy, input.queueIds);
  const uid = await keepId(call, email);
  await makeAccount(uid, email, input.name);
  const claims: Claims = { companyId, role: input.role };
  await auth().setCustomUserClaims(uid, claims);
  try {
    await db().runTransaction(async (transaction) => {
      await requireStillAdmin(transaction, call);
      const stored = parseMember(await transaction.get(memberRef(companyId, uid)));
      if (stored !== null && !isInvited(stored)) throw new Refusal('email-taken', { field: 'email' });
      const at = now();
      await requireInvitationsLeft(transaction, companyId, at);
      if (stored === null) await requireRoom(transaction, companyId);
      await issueInvitation(transaction, call, {
        uid,
        member: invitedMember(call, email, stored, at),
        action: 'member.invited',
        after: { email, role: input.role, queues: queues.map(({ name }) => name) },
        at,
      });
    });
  } finally {
    await bringInStep(companyId, uid);
  }
  return { memberId: uid };
}

/** A new link, the old one is void. @throws Refusal `not-found` unless somebody is invited and has not joined */
export async function resendInvitation(call: Call<'resendInvitation'>): Promise<Record<string, never>> {
  const { companyId, input } = call;
  await db().runTransaction(async (transaction) => {
    await requireStillAdmin(transaction, call);
    const member = parseMember(await transaction.get(memberRef(companyId, input.memberId)));
    if (member === null || !isInvited(member)) throw new Refusal('not-found', { field: 'memberId' });
    const at = now();
    await requireInvitationsLeft(transaction, companyId, at);
    const action = 'member.invitation-resent';
    await issueInvitation(transaction, call, { uid: input.memberId, member, action, at });
  });
  return {};
}

/** Where the id of the account that is being made for an address is kept. */
export function invitedAddressRef(companyId: string, email: string) {
  return db().doc(paths.invitedAddress(companyId, derivedId('invited-address', email)));
}

/** The id of the account for an address: the one of an earlier call while nobody has joined under it, else a new one. */
async function keepId(call: Call<'inviteMember'>, email: string): Promise<string> {
  const { companyId } = call;
  const holder = await findAccount(email);
  return db().runTransaction(async (transaction) => {
    const ref = invitedAddressRef(companyId, email);
    const snapshot = await transaction.get(ref);
    const kept = snapshot.exists ? invitedAddressSchema.parse(snapshot.data()).uid : null;
    const isGoingOn = kept !== null && (await isUnused(transaction, companyId, kept));
    if (holder !== null && (!isGoingOn || holder !== kept))
      throw new Refusal('email-taken', { field: 'email' });
    // Before an account is made: whoever may invite nobody leaves nothing behind.
    await requireInvitationsLeft(transaction, companyId, now());
    if (isGoingOn) return kept;
    await requireRoom(transaction, companyId);
    const address: InvitedAddress = { uid: randomId() };
    transaction.set(ref, address);
    return address.uid;
  });
}

/** Nobody has joined or left under this id. */
async function isUnused(transaction: Transaction, companyId: string, uid: string): Promise<boolean> {
  const member = parseMember(await transaction.get(memberRef(companyId, uid)));
  return member === null || isInvited(member);
}

async function findAccount(email: string): Promise<string | null> {
  try {
    return (await auth().getUserByEmail(email)).uid;
  } catch (error) {
    if (isAuthError(error, 'auth/user-not-found')) return null;
    throw error;
  }
}

/** An account that nobody can use: without a password, disabled. One of an earlier try is taken as it is. */
async function makeAccount(uid: string, email: string, displayName: string): Promise<void> {
  try {
    await auth().createUser({ uid, email, displayName, emailVerified: false, disabled: true });
  } catch (error) {
    if (!isAuthError(error, 'auth/uid-already-exists', 'auth/email-already-exists')) throw error;
    if ((await findAccount(email)) !== uid) throw new Refusal('email-taken', { field: 'email' });
  }
}

function invitedMember(
  { input }: Call<'inviteMember'>,
  email: string,
  stored: Member | null,
  at: number,
): Member {
  const { name, role, queueIds, locale } = input;
  return {
    ...(stored ?? {
      avatar: null,
      active: false,
      validAfterSeconds: 0,
      revokedAuthTimes: [],
      capacity: DEFAULT_CAPACITY,
      createdAt: at,
    }),
    name,
    email,
    role,
    queueIds: [...new Set(queueIds)],
    locale,
  };
}
