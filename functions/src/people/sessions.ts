import type { MemberSession } from '#contracts/collections/session.ts';
import type { Member } from '#contracts/collections/member.ts';
import { paths } from '#contracts/collections/paths.ts';
import { LIMITS } from '#contracts/limits.ts';
import { db } from '../platform/admin.ts';
import type { Call } from '../platform/callable.ts';
import { now } from '../platform/clock.ts';
import { Refusal } from '../platform/refusal.ts';
import { bringInStep } from './bring-in-step.ts';
import { decideEndSession } from './decide-session.ts';
import { endOfSessions } from './decide-member.ts';
import { memberRef, parseMember } from './member-store.ts';

type Done = Record<string, never>;

/** Sessions taken off the end of a full list at once. */
const TRIM_PAGE = 20;

/** Puts the caller's sign-in on the list, once. Beyond 50 the oldest leave the list; they are not ended by it. */
export async function noteSession(call: Call<'noteSession'>): Promise<Done> {
  const { companyId, uid, authTimeSeconds: authTime } = call;
  const isNew = await db().runTransaction(async (transaction) => {
    const member = parseMember(await transaction.get(memberRef(companyId, uid)));
    requireGoing(member, authTime);
    const ref = db().doc(paths.session(companyId, uid, authTime));
    if ((await transaction.get(ref)).exists) return false;
    const session: MemberSession = {
      authTime,
      device: call.input.device.trim(),
      signedInAt: authTime * 1000,
    };
    transaction.create(ref, session);
    return true;
  });
  if (isNew) await trim(companyId, uid);
  return {};
}

/** Ends one session of the caller, of whichever device. What is over already stays so. */
export async function endSession(call: Call<'endSession'>): Promise<Done> {
  const { companyId, uid, authTimeSeconds, input } = call;
  await db().runTransaction(async (transaction) => {
    const member = parseMember(await transaction.get(memberRef(companyId, uid)));
    if (member === null) throw new Refusal('not-a-member');
    const ref = db().doc(paths.session(companyId, uid, input.authTime));
    const isListed = (await transaction.get(ref)).exists;
    const isKnown = isListed || input.authTime === authTimeSeconds;
    const revokedAuthTimes = decideEndSession(member, { authTime: input.authTime, isKnown });
    if (isListed) transaction.delete(ref);
    if (revokedAuthTimes !== null) transaction.update(memberRef(companyId, uid), { revokedAuthTimes });
  });
  return {};
}

/** Ends every session of the caller, this one too. */
export async function endAllSessions(call: Call<'endAllSessions'>): Promise<Done> {
  const { companyId, uid } = call;
  await db().runTransaction(async (transaction) => {
    const member = parseMember(await transaction.get(memberRef(companyId, uid)));
    if (member === null) throw new Refusal('not-a-member');
    transaction.update(memberRef(companyId, uid), { ...endOfSessions(now()) });
  });
  await bringInStep(companyId, uid);
  return {};
}

/** A sign-in that was ended between the check of the token and now does not come back onto the list. */
function requireGoing(member: Member | null, authTime: number): void {
  const isGoing =
    member?.active === true &&
    authTime >= member.validAfterSeconds &&
    !member.revokedAuthTimes.includes(authTime);
  if (!isGoing) throw new Refusal('session-ended');
}

async function trim(companyId: string, uid: string): Promise<void> {
  const oldest = await db()
    .collection(paths.sessions(companyId, uid))
    .orderBy('authTime', 'desc')
    .offset(LIMITS.listedSessions)
    .limit(TRIM_PAGE)
    .select()
    .get();
  if (oldest.empty) return;
  const batch = db().batch();
  for (const { ref } of oldest.docs) batch.delete(ref);
  await batch.commit();
}
