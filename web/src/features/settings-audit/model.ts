import {
  AUDIT_ACTIONS,
  auditActionsOf,
  type AuditAction,
  type AuditEntry,
} from '#contracts/collections/audit.ts';
import { DAY_MINUTES, MINUTE_MS, momentOf } from '#contracts/hours/wall-clock.ts';

/** What can be changed: the part of an action's name before its dot. */
export type AuditGroup = AuditAction extends `${infer Group}.${string}` ? Group : never;

// An action's name is its group, a dot and a verb.
const groupOf = (action: AuditAction) => action.slice(0, action.indexOf('.')) as AuditGroup;
export const AUDIT_GROUPS: readonly AuditGroup[] = [...new Set(AUDIT_ACTIONS.map(groupOf))];

/** What the page is narrowed to, as its address says it. */
export interface AuditFilter {
  /** An action or a group; null: everything. */
  what: string | null;
  /** Who did it; null: everybody. */
  who: string | null;
  /** Days as `YYYY-MM-DD` on the reader's calendar, both included; null: no end. */
  from: string | null;
  until: string | null;
}

/** Reads the address. What means nothing is left out, so that no address leads nowhere. */
export function parseFilter(parameters: URLSearchParams): AuditFilter {
  const what = parameters.get('what');
  const who = parameters.get('who');
  const day = (name: string) => {
    const value = parameters.get(name);
    return value !== null && parseDay(value) !== null ? value : null;
  };
  return {
    what: what !== null && auditActionsOf(what).length > 0 ? what : null,
    who: who !== null && /^[\w-]{1,128}$/.test(who) ? who : null,
    from: day('from'),
    until: day('until'),
  };
}

export function writeFilter(filter: AuditFilter): Record<string, string> {
  return Object.fromEntries(
    Object.entries(filter).flatMap(([name, value]): [string, string][] => (value ? [[name, value]] : [])),
  );
}

/** The filter in milliseconds: from the first day's beginning up to the end of the last, in the reader's time zone. */
export function periodOf(
  { from, until }: Pick<AuditFilter, 'from' | 'until'>,
  timeZone: string,
): { from: number | null; until: number | null } {
  const startOf = (day: string | null, daysLater: number) => {
    const ms = day === null ? null : parseDay(day);
    return ms === null ? null : momentOf(timeZone, ms / MINUTE_MS + daysLater * DAY_MINUTES);
  };
  return { from: startOf(from, 0), until: startOf(until, 1) };
}

/** Midnight of a day such as `2026-11-28` in UTC, in milliseconds; null for what is no day. */
function parseDay(day: string): number | null {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(day) : Number.NaN;
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== day ? null : ms;
}

type Value = AuditEntry['before'][string];

/** One field that an entry changed; undefined: it was not there. */
export interface AuditChange {
  field: string;
  before: Value | undefined;
  after: Value | undefined;
}

/** Every field of an entry once, as it was and as it is. */
export function changesOf({ before, after }: Pick<AuditEntry, 'before' | 'after'>): AuditChange[] {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return fields.map((field) => ({ field, before: before[field], after: after[field] }));
}

/** So much of an id tells two apart. */
const SHORT_ID_CHARACTERS = 6;

/** What something is called now; its id in short where it is gone. */
export function nameOfId(id: string, entries: Readonly<Record<string, { name: string }>>): string {
  const entry = Object.hasOwn(entries, id) ? entries[id] : undefined;
  return entry?.name ?? (id.length > SHORT_ID_CHARACTERS ? `${id.slice(0, SHORT_ID_CHARACTERS)}…` : id);
}

/** How many entries a page of the export holds. */
export function countLines(csv: string): number {
  return csv.split('\r\n').filter((line) => line !== '').length;
}
