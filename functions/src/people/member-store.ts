import { FieldPath, FieldValue, type DocumentSnapshot, type Transaction } from 'firebase-admin/firestore';
import { memberSchema, type Directory, type Member } from '#contracts/collections/member.ts';
import { paths } from '#contracts/collections/paths.ts';
import { db } from '../platform/admin.ts';

type DirectoryEntry = Directory['members'][string];

export function memberRef(companyId: string, uid: string) {
  return db().doc(paths.member(companyId, uid));
}

export function parseMember(snapshot: DocumentSnapshot): Member | null {
  return snapshot.exists ? memberSchema.parse(snapshot.data()) : null;
}

/** A member, whoever it is and whatever became of it, or null. Costs one read. */
export async function readMember(companyId: string, uid: string): Promise<Member | null> {
  return parseMember(await memberRef(companyId, uid).get());
}

/** Whether somebody was asked to join and has not: an account that nobody can use yet. */
export function isInvited(member: Member): boolean {
  return !member.active && !isRemoved(member) && (member.invitation ?? null) !== null;
}

export function isRemoved(member: Member): boolean {
  return (member.removedAt ?? null) !== null;
}

/** Writes a member and what the directory says of it together, so that no screen sees one without the other. */
export function writeMember(transaction: Transaction, companyId: string, uid: string, member: Member): void {
  transaction.set(memberRef(companyId, uid), member);
  const ref = db().doc(paths.directory(companyId));
  const field = new FieldPath('members', uid);
  const entry = directoryEntry(member);
  const members = { [uid]: entry ?? FieldValue.delete() };
  transaction.set(ref, { members }, { mergeFields: [field] });
}

/** What everybody sees of a member; null for who was invited and never joined: no old message names such a one. */
export function directoryEntry(member: Member): DirectoryEntry | null {
  const { name, avatar, role, active } = member;
  if (isRemoved(member))
    return member.invitation ? null : { name, avatar: null, role, active: false, removed: true };
  return isInvited(member) ? { name, avatar, role, active, invited: true } : { name, avatar, role, active };
}
