import type { Transaction } from 'firebase-admin/firestore';
import type { AssistantSettings } from '#contracts/callables/automation.ts';
import type { BotStep } from '#contracts/collections/bot.ts';
import { paths } from '#contracts/collections/paths.ts';
import { taxonomySchema } from '#contracts/collections/taxonomy.ts';
import { db } from '../platform/admin.ts';
import { Refusal } from '../platform/refusal.ts';

/** What of the company's own an assistant can name. */
export interface Referable {
  companyId: string;
  queueIds: ReadonlySet<string>;
  calendarIds: ReadonlySet<string>;
}

/** Something that an assistant names, and where. */
interface Reference {
  kind: 'queue' | 'calendar' | 'file';
  id: string;
  field: string;
}

/** Reads which of the queues and calendars that the settings name are there: the taxonomy, and one read a calendar. */
export async function readReferable(
  transaction: Transaction,
  companyId: string,
  settings: AssistantSettings,
): Promise<Referable> {
  const references = referencesOf(settings);
  const wanted = new Set(references.filter(({ kind }) => kind === 'calendar').map(({ id }) => id));
  const refs = [paths.taxonomy(companyId), ...[...wanted].map((id) => paths.calendar(companyId, id))];
  const [taxonomy, ...calendars] = await transaction.getAll(...refs.map((path) => db().doc(path)));
  const queues = taxonomy?.exists === true ? taxonomySchema.parse(taxonomy.data()).queues : {};
  return {
    companyId,
    queueIds: new Set(Object.keys(queues).filter((id) => queues[id]?.archived === false)),
    calendarIds: new Set(calendars.filter(({ exists }) => exists).map(({ id }) => id)),
  };
}

/** @throws Refusal `not-found` that names the first queue, calendar or file that the company does not have */
export function requireReferences(settings: AssistantSettings, referable: Referable): void {
  const missing = referencesOf(settings).find((reference) => !isThere(reference, referable));
  if (missing !== undefined) throw new Refusal('not-found', { field: missing.field });
}

/** The same assistant without what this company does not have: how one of another company comes in. */
export function withoutMissing(settings: AssistantSettings, referable: Referable): AssistantSettings {
  const keep = (kind: 'queue' | 'calendar', id: string | null) =>
    id !== null && isThere({ kind, id, field: '' }, referable) ? id : null;
  const calendarId = keep('calendar', settings.calendarId);
  if (settings.type === 'ai') {
    const { handOver } = settings.ai;
    const queueId = keep('queue', handOver.queueId);
    return { ...settings, calendarId, ai: { ...settings.ai, handOver: { ...handOver, queueId } } };
  }
  const clean = (step: BotStep): BotStep => {
    if (step.type === 'handOver') return { ...step, queueId: keep('queue', step.queueId) };
    if (step.type === 'hours') return { ...step, calendarId: keep('calendar', step.calendarId) };
    if (step.type !== 'say' || step.media === null) return step;
    const isOurs = isThere({ kind: 'file', id: step.media.path, field: '' }, referable);
    return isOurs ? step : { ...step, media: null };
  };
  const steps = Object.fromEntries(Object.entries(settings.bot.steps).map(([id, step]) => [id, clean(step)]));
  return { ...settings, calendarId, bot: { ...settings.bot, steps } };
}

function isThere({ kind, id }: Reference, { companyId, queueIds, calendarIds }: Referable): boolean {
  if (kind === 'queue') return queueIds.has(id);
  if (kind === 'calendar') return calendarIds.has(id);
  const folder = `companies/${companyId}/media/bots/`;
  return id.startsWith(folder) && /^[A-Za-z0-9_-]+\/0$/.test(id.slice(folder.length));
}

function referencesOf(settings: AssistantSettings): Reference[] {
  const references: (Omit<Reference, 'id'> & { id: string | null })[] = [
    { kind: 'calendar', id: settings.calendarId, field: 'settings.calendarId' },
  ];
  if (settings.type === 'ai') {
    const { queueId } = settings.ai.handOver;
    references.push({ kind: 'queue', id: queueId, field: 'settings.ai.handOver.queueId' });
  } else {
    for (const [stepId, step] of Object.entries(settings.bot.steps)) {
      const field = `settings.bot.steps.${stepId}`;
      if (step.type === 'handOver')
        references.push({ kind: 'queue', id: step.queueId, field: `${field}.queueId` });
      if (step.type === 'hours')
        references.push({ kind: 'calendar', id: step.calendarId, field: `${field}.calendarId` });
      if (step.type === 'say')
        references.push({ kind: 'file', id: step.media?.path ?? null, field: `${field}.media` });
    }
  }
  return references.flatMap((reference) =>
    reference.id === null ? [] : [{ ...reference, id: reference.id }],
  );
}
