import type { Transaction } from 'firebase-admin/firestore';
import { automationSchema } from '#contracts/collections/automation.ts';
import { calendarSchema, type Calendar } from '#contracts/collections/calendar.ts';
import { companySchema } from '#contracts/collections/company.ts';
import { paths } from '#contracts/collections/paths.ts';
import { taxonomySchema } from '#contracts/collections/taxonomy.ts';
import { LIMITS } from '#contracts/limits.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { db } from '../platform/admin.ts';
import type { Call } from '../platform/callable.ts';
import { now } from '../platform/clock.ts';
import { Refusal } from '../platform/refusal.ts';
import { nextRevision } from '../platform/revision.ts';
import { decideCalendar, requireSavable } from './decide-calendar.ts';
import { describeCalendar } from './describe-calendar.ts';
import { forgetCalendars } from './hours-store.ts';

/**
 * Creates or changes opening hours. A repeat of what is stored changes nothing.
 * @throws Refusal `changed-meanwhile` where somebody else saved, and those of `decideCalendar` and `requireSavable`
 */
export async function saveCalendar(call: Call<'saveCalendar'>): Promise<{ calendarId: string }> {
  const { companyId, uid, member, input } = call;
  const calendar = decideCalendar(input, now());
  const { calendarId: id, isNew, expectedRevision } = input;
  await db().runTransaction(async (transaction) => {
    const stored = await readCalendars(transaction, companyId);
    const names = Object.fromEntries(Object.entries(stored).map(([known, { name }]) => [known, name]));
    requireSavable(names, { id, isNew, name: calendar.name });
    const previous = Object.hasOwn(stored, id) ? stored[id] : undefined;
    if (previous !== undefined && isSame(previous, calendar)) return;
    const revision = nextRevision(previous ?? null, expectedRevision);
    transaction.set(db().doc(paths.calendar(companyId, id)), { ...calendar, revision });
    writeAudit(transaction, {
      companyId,
      action: 'calendar.saved',
      by: { uid, name: member.name },
      target: { id, name: calendar.name },
      before: previous === undefined ? {} : describeCalendar(previous),
      after: describeCalendar(calendar),
    });
  });
  forgetCalendars(companyId);
  return { calendarId: id };
}

async function readCalendars(transaction: Transaction, companyId: string): Promise<Record<string, Calendar>> {
  const stored = await transaction.get(
    db()
      .collection(paths.calendars(companyId))
      .limit(LIMITS.calendars + 1),
  );
  return Object.fromEntries(stored.docs.map((doc) => [doc.id, calendarSchema.parse(doc.data())]));
}

function isSame(a: Calendar, b: Calendar): boolean {
  const settled = ({ name, timeZone, week, exceptions }: Calendar) =>
    JSON.stringify([
      name,
      timeZone,
      week.map(({ intervals }) => intervals.map(({ from, to }) => [from, to])),
      exceptions.map((day) => [day.date, day.name, day.intervals.map(({ from, to }) => [from, to])]),
    ]);
  return settled(a) === settled(b);
}

/** Deletes opening hours that nobody keeps. */
export async function deleteCalendar(call: Call<'deleteCalendar'>): Promise<Record<string, never>> {
  const { companyId, uid, member, input } = call;
  const { calendarId } = input;
  await db().runTransaction(async (transaction) => {
    const ref = db().doc(paths.calendar(companyId, calendarId));
    const snapshot = await transaction.get(ref);
    if (!snapshot.exists) throw new Refusal('not-found', { field: 'calendarId' });
    const calendar = calendarSchema.parse(snapshot.data());
    if (await isUsed(transaction, companyId, calendarId)) throw new Refusal('in-use');
    transaction.delete(ref);
    writeAudit(transaction, {
      companyId,
      action: 'calendar.deleted',
      by: { uid, name: member.name },
      target: { id: calendarId, name: calendar.name },
      before: describeCalendar(calendar),
    });
  });
  forgetCalendars(companyId);
  return {};
}

/** Whether company, a channel, a queue or an assistant keeps these hours. */
async function isUsed(transaction: Transaction, companyId: string, calendarId: string): Promise<boolean> {
  const [company, taxonomy, automation, channels] = await Promise.all([
    transaction.get(db().doc(paths.company(companyId))),
    transaction.get(db().doc(paths.taxonomy(companyId))),
    transaction.get(db().doc(paths.automation(companyId))),
    transaction.get(
      db().collection(paths.channels(companyId)).where('calendarId', '==', calendarId).limit(1),
    ),
  ]);
  const queues = taxonomy.exists ? Object.values(taxonomySchema.parse(taxonomy.data()).queues) : [];
  const assistants = automation.exists
    ? Object.values(automationSchema.parse(automation.data()).assistants)
    : [];
  return (
    companySchema.parse(company.data()).calendarId === calendarId ||
    [...queues, ...assistants].some((holder) => holder.calendarId === calendarId) ||
    !channels.empty
  );
}
