import { auditEntrySchema, type AuditEntry } from '#contracts/collections/audit.ts';
import { directorySchema, memberSchema, type Directory, type Member } from '#contracts/collections/member.ts';
import { outboxEntrySchema } from '#contracts/collections/outbox.ts';
import { paths } from '#contracts/collections/paths.ts';
import type { Mail } from '#contracts/mail.ts';
import { db } from '../platform/admin.ts';

export async function memberOf(companyId: string, uid: string): Promise<Member> {
  return memberSchema.parse((await db().doc(paths.member(companyId, uid)).get()).data());
}

export async function directoryOf(companyId: string): Promise<Directory['members']> {
  return directorySchema.parse((await db().doc(paths.directory(companyId)).get()).data()).members;
}

/** The audit log, oldest first. */
export async function auditOf(companyId: string): Promise<AuditEntry[]> {
  const found = await db().collection(paths.audit(companyId)).orderBy('at').get();
  return found.docs.map((snapshot) => auditEntrySchema.parse(snapshot.data()));
}

/** Mails that were noted, oldest first. */
export async function mailsOf(companyId: string): Promise<Mail[]> {
  const found = await db().collection(paths.outbox(companyId)).orderBy('createdAt').get();
  return found.docs.flatMap((snapshot) => {
    const { job } = outboxEntrySchema.parse(snapshot.data());
    return job.type === 'send-mail' ? [job.mail] : [];
  });
}
