import type { Transaction } from 'firebase-admin/firestore';
import type { CallableInput } from '#contracts/callables/index.ts';
import type { AuditAction, AuditValues } from '#contracts/collections/audit.ts';
import { calendarSchema } from '#contracts/collections/calendar.ts';
import { channelSchema } from '#contracts/collections/channel.ts';
import { companySchema } from '#contracts/collections/company.ts';
import { paths } from '#contracts/collections/paths.ts';
import { taxonomySchema, type Queue } from '#contracts/collections/taxonomy.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { channelAdapters } from '../channels/registry.ts';
import { findQueue } from '../company/queue-in-use.ts';
import { forgetTaxonomy } from '../company/read-taxonomy.ts';
import { forgetChannel } from '../connections/channel-store.ts';
import { forgetRoute, routeIdOf } from '../connections/route-store.ts';
import { db } from '../platform/admin.ts';
import type { Call } from '../platform/callable.ts';
import { forgetCompany } from '../platform/company.ts';
import { Refusal } from '../platform/refusal.ts';
import { leadsBackTo } from './decide-open-queue.ts';

type SetHours = Call<'setHours'>;
type Target<Type> = Extract<CallableInput<'setHours'>['target'], { type: Type }>;

/** What is to be done, for the record and for the caches of this instance. */
interface Change {
  action: AuditAction;
  target: { id: string; name: string };
  before: AuditValues;
  after: AuditValues;
  write: () => void;
  forget: () => void;
}

/**
 * Sets whose hours count for company, channel or queue, and what happens while it is closed. A repeat changes nothing.
 * @throws Refusal `not-found` with the field that leads nowhere; `invalid-input` where closed queues would send in a circle
 */
export async function setHours(call: SetHours): Promise<Record<string, never>> {
  const { companyId, uid, member, input } = call;
  const { target, calendarId } = input;
  const { forget } = await db().runTransaction(async (transaction) => {
    if (calendarId !== null) await requireCalendar(transaction, companyId, calendarId);
    const change = await planChange(transaction, call, target);
    const { action, before, after } = change;
    if (JSON.stringify(before) === JSON.stringify(after)) return change;
    change.write();
    const by = { uid, name: member.name };
    writeAudit(transaction, { companyId, action, by, target: change.target, before, after });
    return change;
  });
  forget();
  return {};
}

function planChange(
  transaction: Transaction,
  call: SetHours,
  target: CallableInput<'setHours'>['target'],
): Promise<Change> {
  switch (target.type) {
    case 'company':
      return planCompany(transaction, call);
    case 'channel':
      return planChannel(transaction, call, target);
    case 'queue':
      return planQueue(transaction, call, target);
  }
}

async function requireCalendar(
  transaction: Transaction,
  companyId: string,
  calendarId: string,
): Promise<void> {
  const snapshot = await transaction.get(db().doc(paths.calendar(companyId, calendarId)));
  if (!snapshot.exists) throw new Refusal('not-found', { field: 'calendarId' });
  calendarSchema.parse(snapshot.data());
}

async function planCompany(transaction: Transaction, { companyId, input }: SetHours): Promise<Change> {
  const ref = db().doc(paths.company(companyId));
  const company = companySchema.parse((await transaction.get(ref)).data());
  const { calendarId } = input;
  return {
    action: 'company.changed',
    target: { id: companyId, name: company.name },
    before: { calendarId: company.calendarId ?? null },
    after: { calendarId },
    write: () => transaction.update(ref, { calendarId }),
    forget: () => forgetCompany(companyId),
  };
}

async function planChannel(
  transaction: Transaction,
  { companyId, input }: SetHours,
  target: Target<'channel'>,
): Promise<Change> {
  const { channelId } = target;
  const ref = db().doc(paths.channel(companyId, channelId));
  const snapshot = await transaction.get(ref);
  if (!snapshot.exists) throw new Refusal('not-found', { field: 'target.channelId' });
  const channel = channelSchema.parse(snapshot.data());
  const closedMessage = (target.closedMessage ?? '').trim() || null;
  const hours = { calendarId: input.calendarId, closedMessage };
  const routeId = routeIdOf(channelAdapters[channel.type].provider, channel.account, channel.address);
  return {
    action: 'channel.saved',
    target: { id: channelId, name: channel.name },
    before: { calendarId: channel.calendarId ?? null, closedMessage: channel.closedMessage ?? null },
    after: hours,
    write() {
      transaction.update(ref, hours);
      transaction.update(db().doc(paths.route(routeId)), hours);
    },
    forget() {
      forgetChannel(companyId, channelId);
      forgetRoute(routeId);
    },
  };
}

async function planQueue(
  transaction: Transaction,
  { companyId, input }: SetHours,
  { queueId, closedQueueId }: Target<'queue'>,
): Promise<Change> {
  const ref = db().doc(paths.taxonomy(companyId));
  const snapshot = await transaction.get(ref);
  const { queues } = snapshot.exists ? taxonomySchema.parse(snapshot.data()) : { queues: {} };
  const queue = findQueue(queues, queueId);
  if (queue === undefined) throw new Refusal('not-found', { field: 'target.queueId' });
  if (closedQueueId !== null) requireWayOut(queues, queueId, closedQueueId);
  const hours = { calendarId: input.calendarId, closedQueueId };
  return {
    action: 'queue.saved',
    target: { id: queueId, name: queue.name },
    before: { calendarId: queue.calendarId ?? null, closedQueueId: queue.closedQueueId ?? null },
    after: hours,
    write: () => transaction.set(ref, { queues: { [queueId]: { ...queue, ...hours } } }, { merge: true }),
    forget: () => forgetTaxonomy(companyId),
  };
}

function requireWayOut(queues: Record<string, Queue>, queueId: string, closedQueueId: string): void {
  const field = 'target.closedQueueId';
  const other = findQueue(queues, closedQueueId);
  if (other === undefined || other.archived) throw new Refusal('not-found', { field });
  if (leadsBackTo(queues, queueId, closedQueueId)) throw new Refusal('invalid-input', { field });
}
