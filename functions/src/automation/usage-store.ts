import { FieldValue, type DocumentSnapshot, type WriteBatch } from 'firebase-admin/firestore';
import { usageSchema, type AiSettings, type Usage } from '#contracts/collections/automation.ts';
import type { Company } from '#contracts/collections/company.ts';
import { memberSchema } from '#contracts/collections/member.ts';
import { paths } from '#contracts/collections/paths.ts';
import { addOutboxEntry } from '../outbox/add-entry.ts';
import { db } from '../platform/admin.ts';
import { now } from '../platform/clock.ts';
import { publicBaseUrl } from '../platform/config.ts';
import { isAlreadyExists, isStale } from '../platform/firestore-errors.ts';
import { derivedId } from '../platform/ids.ts';
import { localDay } from '../platform/local-day.ts';
import { findAiSettings } from './ai-settings-store.ts';
import { needsWarning, WARNING_PERCENT } from './decide-budget.ts';

/** Mails of one warning. */
const MAX_WARNED = 10;

/** What a company's AI used on one day, as it was read. */
export interface DayUsage {
  usage: Usage;
  snapshot: DocumentSnapshot;
}

/** What one answer adds. */
export interface UsedNow {
  tokens: number;
  answers: number;
  costMicros: number;
}

/** What has been used on the day of this moment, in the company's time zone. One read. */
export async function readUsage(
  companyId: string,
  company: Pick<Company, 'timeZone'>,
  at: number,
): Promise<DayUsage> {
  const day = localDay(at, company.timeZone);
  const snapshot = await db().doc(paths.usage(companyId, day)).get();
  const usage = snapshot.exists
    ? usageSchema.parse(snapshot.data())
    : { day, tokens: 0, answers: 0, costMicros: 0 };
  return { usage, snapshot };
}

/** Adds to the day's figures: increments, so that answers of the same moment do not wait for each other. */
function addUsage(batch: WriteBatch, { usage, snapshot }: DayUsage, used: UsedNow): void {
  batch.set(snapshot.ref, { day: usage.day, ...incrementsOf(used) }, { merge: true });
}

/**
 * Adds to the day's figures; where that crosses the warning's threshold, marks the day as warned and queues the mails, on
 * condition that the figures are as they were read: once a day, however many answers cross it together. Reads the admins
 * then, and only then.
 */
export async function addUsageAndWarn(
  batch: WriteBatch,
  day: DayUsage,
  used: UsedNow,
  facts: { companyId: string; company: Company; budget: AiSettings['budget']; at: number },
): Promise<void> {
  const { usage, snapshot } = day;
  const after = {
    ...usage,
    tokens: usage.tokens + used.tokens,
    answers: usage.answers + used.answers,
  };
  if (!needsWarning(after, facts.budget)) {
    addUsage(batch, day, used);
    return;
  }
  const warned = { day: usage.day, ...incrementsOf(used), isWarned: true };
  if (snapshot.updateTime === undefined) batch.create(snapshot.ref, warned);
  else batch.update(snapshot.ref, warned, { lastUpdateTime: snapshot.updateTime });
  await queueWarnings(batch, usage.day, facts);
}

/** A threshold is crossed at the same moment by a few. */
const TRIES = 5;

/**
 * Adds what was used outside of a conversation, and warns as answers do. Costs a read, and the limits at most once a
 * minute per instance.
 */
export async function noteUsage(companyId: string, company: Company, used: UsedNow): Promise<void> {
  if (used.tokens === 0 && used.answers === 0) return;
  const { budget } = await findAiSettings(companyId);
  for (let attempt = 1; ; attempt += 1) {
    const at = now();
    const batch = db().batch();
    const day = await readUsage(companyId, company, at);
    await addUsageAndWarn(batch, day, used, { companyId, company, budget, at });
    try {
      await batch.commit();
      return;
    } catch (error) {
      // Another one crossed it first: the figures are read again.
      if (!(isStale(error) || isAlreadyExists(error)) || attempt === TRIES) throw error;
    }
  }
}

function incrementsOf({ tokens, answers, costMicros }: UsedNow) {
  return {
    tokens: FieldValue.increment(tokens),
    answers: FieldValue.increment(answers),
    costMicros: FieldValue.increment(costMicros),
  };
}

async function queueWarnings(
  batch: WriteBatch,
  day: string,
  { companyId, company, at }: { companyId: string; company: Company; at: number },
): Promise<void> {
  const admins = await db()
    .collection(paths.members(companyId))
    .where('role', '==', 'admin')
    .where('active', '==', true)
    .limit(MAX_WARNED)
    .get();
  for (const snapshot of admins.docs) {
    const { email, locale } = memberSchema.parse(snapshot.data());
    const link = `${publicBaseUrl()}/chatbot/automation`;
    const content = {
      template: 'budget-warning' as const,
      companyName: company.name,
      percent: WARNING_PERCENT,
      link,
    };
    const id = derivedId('budget-warning', day, snapshot.id);
    addOutboxEntry(batch, {
      companyId,
      id,
      at,
      job: { type: 'send-mail', mail: { to: email, locale, content } },
    });
  }
}
