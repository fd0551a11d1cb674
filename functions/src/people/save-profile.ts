import type { CallableOutput } from '#contracts/callables/index.ts';
import type { Member } from '#contracts/collections/member.ts';
import { auth, db } from '../platform/admin.ts';
import type { Call } from '../platform/callable.ts';
import { readPhone } from '../platform/phone.ts';
import { Refusal } from '../platform/refusal.ts';
import { isTimeZone } from '../platform/time-zone.ts';
import { removeFile, storeAvatar } from './avatar.ts';
import { memberRef, parseMember, writeMember } from './member-store.ts';

/**
 * Saves the caller's own profile; member and directory together. The old picture is removed afterwards.
 * @throws Refusal `phone-invalid`, `invalid-input` (time zone), or what `storeAvatar` throws
 */
export async function saveProfile(call: Call<'saveProfile'>): Promise<CallableOutput<'saveProfile'>> {
  const { companyId, uid, input } = call;
  const { name, locale, timeZone } = input;
  const phone = phoneOf(call);
  if (timeZone !== null && !isTimeZone(timeZone)) throw new Refusal('invalid-input', { field: 'timeZone' });
  const picture = input.avatar ? await storeAvatar(call, input.avatar.path) : null;
  const before = await db().runTransaction(async (transaction) => {
    const member = parseMember(await transaction.get(memberRef(companyId, uid)));
    if (member?.active !== true) throw new Refusal('not-a-member');
    const avatar = input.avatar === undefined ? member.avatar : picture;
    const changed: Member = { ...member, name, locale, timeZone, phone, avatar };
    writeMember(transaction, companyId, uid, changed);
    return { name: member.name, avatar: member.avatar, after: avatar };
  });
  if (before.avatar !== null && before.avatar !== before.after) await removeFile(before.avatar);
  if (before.name !== name) await auth().updateUser(uid, { displayName: name });
  return { avatar: before.after };
}

function phoneOf({ input, company }: Call<'saveProfile'>): string | null {
  const typed = input.phone?.trim() ?? '';
  if (typed === '') return null;
  const phone = readPhone(typed, company.country);
  if (phone === null) throw new Refusal('phone-invalid', { field: 'phone' });
  return phone;
}
