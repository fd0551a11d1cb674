import type { Transaction } from 'firebase-admin/firestore';
import type { Member } from '#contracts/collections/member.ts';
import { paths } from '#contracts/collections/paths.ts';
import type { MailContent } from '#contracts/mail.ts';
import { roleCan } from '#contracts/roles.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { addOutboxEntry } from '../outbox/add-entry.ts';
import { db } from '../platform/admin.ts';
import { now } from '../platform/clock.ts';
import { randomId } from '../platform/ids.ts';
import type { SignedInMember } from '../platform/member.ts';
import { Refusal } from '../platform/refusal.ts';
import type { DecideMember, MemberChange } from './decide-member.ts';
import { memberRef, parseMember, writeMember } from './member-store.ts';
import { openWork } from './open-work.ts';

/** An admin's call about one member. */
export interface MemberCall extends SignedInMember {
  input: { memberId: string };
}

/**
 * Applies a decision about a member: member, directory, audit entry and mail in one transaction. That at least one
 * active admin stays is read in the same transaction, so that changes at the same moment cannot remove the last two.
 * @param options.asksForOpenWork reads whether the member holds open conversations
 * @throws Refusal `not-found`, `session-ended` where the caller lost the right meanwhile, or what `decide` throws
 */
export function changeMember(
  call: MemberCall,
  decide: DecideMember,
  options: { asksForOpenWork?: boolean } = {},
): Promise<void> {
  const { companyId } = call;
  const { memberId } = call.input;
  return db().runTransaction(async (transaction) => {
    await requireStillAdmin(transaction, call);
    const member = parseMember(await transaction.get(memberRef(companyId, memberId)));
    if (member === null) throw new Refusal('not-found', { field: 'memberId' });
    const change = decide({
      member,
      isLastAdmin: await isLastAdmin(transaction, companyId, memberId, member),
      hasOpenWork:
        options.asksForOpenWork === true &&
        !(await transaction.get(openWork(companyId, memberId).limit(1))).empty,
      at: now(),
    });
    if (change === null) return;
    const changed: Member = { ...member, ...change.patch };
    writeMember(transaction, companyId, memberId, changed);
    const { action, before, after } = change;
    const by = { uid: call.uid, name: call.member.name };
    writeAudit(transaction, {
      companyId,
      action,
      by,
      target: { id: memberId, name: member.name },
      before,
      after,
    });
    const content = mailContent(call, changed, change);
    if (content === null) return;
    const mail = { to: member.email, locale: member.locale, content };
    addOutboxEntry(transaction, {
      companyId,
      id: randomId(),
      job: { type: 'send-mail', mail },
      at: now(),
    });
  });
}

/** Whoever changes others must still be allowed to when the change is made, not only when the call came in. */
export async function requireStillAdmin(
  transaction: Transaction,
  { companyId, uid }: Pick<SignedInMember, 'companyId' | 'uid'>,
): Promise<void> {
  const caller = parseMember(await transaction.get(memberRef(companyId, uid)));
  if (caller?.active !== true || !roleCan(caller.role, 'people.manage')) throw new Refusal('session-ended');
}

async function isLastAdmin(
  transaction: Transaction,
  companyId: string,
  memberId: string,
  member: Member,
): Promise<boolean> {
  if (member.role !== 'admin' || !member.active) return false;
  const admins = await transaction.get(
    db()
      .collection(paths.members(companyId))
      .where('role', '==', 'admin')
      .where('active', '==', true)
      .limit(2),
  );
  return admins.docs.every(({ id }) => id === memberId);
}

function mailContent(call: MemberCall, member: Member, { mail }: MemberChange): MailContent | null {
  const names = { companyName: call.company.name, memberName: member.name };
  if (mail === 'role-changed') return { template: 'role-changed', ...names, role: member.role };
  return mail === 'access-ended' ? { template: 'access-ended', ...names } : null;
}
