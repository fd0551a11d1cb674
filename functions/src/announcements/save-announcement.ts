import { isDeepStrictEqual } from 'node:util';
import type { Transaction } from 'firebase-admin/firestore';
import type { AuditValues } from '#contracts/collections/audit.ts';
import { announcementSchema, type Announcement } from '#contracts/collections/announcement.ts';
import { companySchema, type Company } from '#contracts/collections/company.ts';
import { paths } from '#contracts/collections/paths.ts';
import { LIMITS } from '#contracts/limits.ts';
import { hasText } from '#contracts/post-html.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { db } from '../platform/admin.ts';
import type { Call } from '../platform/callable.ts';
import { now } from '../platform/clock.ts';
import { Refusal } from '../platform/refusal.ts';
import { nextRevision } from '../platform/revision.ts';
import { cleanHtml } from './clean-html.ts';

type Notice = NonNullable<Company['notices']>[number];

/**
 * Creates or changes a post and its head in the company's document. A changed post counts as new where it becomes urgent
 * or begins later; saving what is there already changes nothing, so that a repeat makes no second post.
 * @throws Refusal `empty-message`, `not-found`, `limit-reached`, `changed-meanwhile` where somebody else saved, or `invalid-input` for an end before the beginning
 */
export async function saveAnnouncement(call: Call<'saveAnnouncement'>): Promise<{ announcementId: string }> {
  const { companyId, uid, member, input } = call;
  const { announcementId: id, isNew, expectedRevision, ...fields } = input;
  const body = await cleanHtml(fields.body);
  if (!hasText(body)) throw new Refusal('empty-message', { field: 'body' });
  const ref = db().doc(paths.announcement(companyId, id));
  await db().runTransaction(async (transaction) => {
    const company = await readCompany(transaction, companyId);
    const before = await findAnnouncement(transaction, companyId, id);
    if (before === null && !isNew) throw notFound();
    const at = now();
    const begin = fields.from ?? beginAtOnce(before, at);
    if (fields.until !== null && fields.until <= begin)
      throw new Refusal('invalid-input', { field: 'until' });
    const said = { ...fields, from: begin, body };
    if (before !== null && isDeepStrictEqual({ ...before, ...said }, before)) return;
    const after: Announcement = {
      ...said,
      author: before?.author ?? { uid, name: member.name },
      createdAt: before?.createdAt ?? at,
      revision: nextRevision(before, expectedRevision),
      updatedAt: at,
    };
    transaction.set(ref, after);
    const { author, priority, roles, from, until } = after;
    const notice = { id, authorId: author.uid, priority, roles, from, until };
    writeNotices(transaction, companyId, withNotice(company.notices ?? [], notice, at));
    writeAudit(transaction, {
      companyId,
      action: 'announcement.saved',
      by: { uid, name: member.name },
      target: { id, name: after.title },
      before: before === null ? {} : described(before),
      after: described(after),
    });
  });
  return { announcementId: id };
}

/** @throws Refusal `not-found` */
export async function deleteAnnouncement(call: Call<'deleteAnnouncement'>): Promise<Record<string, never>> {
  const { companyId, uid, member, input } = call;
  const { announcementId } = input;
  await db().runTransaction(async (transaction) => {
    const company = await readCompany(transaction, companyId);
    const before = await findAnnouncement(transaction, companyId, announcementId);
    if (before === null) throw notFound();
    transaction.delete(db().doc(paths.announcement(companyId, announcementId)));
    const others = (company.notices ?? []).filter(({ id }) => id !== announcementId);
    writeNotices(transaction, companyId, others);
    writeAudit(transaction, {
      companyId,
      action: 'announcement.deleted',
      by: { uid, name: member.name },
      target: { id: announcementId, name: before.title },
      before: described(before),
    });
  });
  return {};
}

/** The heads with one more or changed; those that have ended make room. */
export function withNotice(notices: Notice[], notice: Notice, at: number): Notice[] {
  const others = notices.filter(({ id, until }) => id !== notice.id && (until === null || until > at));
  if (others.length >= LIMITS.announcements)
    throw new Refusal('limit-reached', { values: { limit: LIMITS.announcements } });
  return [...others, notice];
}

async function readCompany(transaction: Transaction, companyId: string): Promise<Company> {
  return companySchema.parse((await transaction.get(db().doc(paths.company(companyId)))).data());
}

async function findAnnouncement(
  transaction: Transaction,
  companyId: string,
  id: string,
): Promise<Announcement | null> {
  const snapshot = await transaction.get(db().doc(paths.announcement(companyId, id)));
  return snapshot.exists ? announcementSchema.parse(snapshot.data()) : null;
}

function notFound(): Refusal {
  return new Refusal('not-found', { field: 'announcementId' });
}

/** A post that has begun stays as it is, so that a repeat does not begin it anew for those who have seen it. */
function beginAtOnce(before: Announcement | null, at: number): number {
  return before === null ? at : Math.min(before.from, at);
}

function writeNotices(transaction: Transaction, companyId: string, notices: Notice[]): void {
  transaction.update(db().doc(paths.company(companyId)), { notices });
}

function described({ title, priority, roles, from, until }: Announcement): AuditValues {
  return { title, priority, roles, from, until };
}
