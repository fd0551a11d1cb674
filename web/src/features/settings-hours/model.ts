import type { CallableInput } from '#contracts/callables/index.ts';
import type { Calendar, Interval } from '#contracts/collections/calendar.ts';
import type { Channel } from '#contracts/collections/channel.ts';
import type { Queue } from '#contracts/collections/taxonomy.ts';
import { revisionOf } from '#contracts/revision.ts';
import { DAY_MINUTES, MINUTE_MS, momentOf, wallMinutes } from '#contracts/hours/wall-clock.ts';
import type { Stored } from '../../platform/documents.ts';
import { randomId } from '../../platform/random-id.ts';

/** Days in the order in which people read a week. 0 is Sunday. */
export const WEEK_ORDER = [1, 2, 3, 4, 5, 6, 0] as const;

/** What the form holds while somebody fills it in. */
export interface HoursForm {
  /** Chosen with the form for new hours, so that saving again after a lost answer makes no second ones. */
  calendarId: string;
  isNew: boolean;
  /** The one that the reader saw when the form was opened; new hours have none. */
  expectedRevision?: number;
  name: string;
  timeZone: string;
  week: { intervals: Interval[] }[];
  exceptions: ExceptionForm[];
}

export interface ExceptionForm {
  /** Tells rows apart while their dates are still being typed. */
  key: number;
  date: string;
  name: string;
  intervals: Interval[];
}

/** What somebody who opens a day gets first. */
const USUAL: Interval = { from: 9 * 60, to: 18 * 60 };

/** The form for changing hours, or for new ones: Monday to Friday from nine to six. */
export function toForm(calendar: Stored<Calendar> | null, timeZone: string): HoursForm {
  if (calendar === null) {
    const week = Array.from({ length: 7 }, (_, day) => ({
      intervals: day >= 1 && day <= 5 ? [USUAL] : [],
    }));
    return { calendarId: randomId(), isNew: true, name: '', timeZone, week, exceptions: [] };
  }
  const { id, name, week, exceptions } = calendar;
  return {
    calendarId: id,
    isNew: false,
    expectedRevision: revisionOf(calendar),
    name,
    timeZone: calendar.timeZone,
    week,
    exceptions: exceptions.map((exception, key) => ({ key, ...exception })),
  };
}

export function toInput(form: HoursForm): CallableInput<'saveCalendar'> {
  return {
    ...form,
    name: form.name.trim(),
    exceptions: form.exceptions.map(({ date, name, intervals }) => ({ date, name: name.trim(), intervals })),
  };
}

/** The form as a calendar, to try it before it is saved. */
export function toCalendar(form: HoursForm): Calendar {
  const { name, timeZone, week } = form;
  const exceptions = form.exceptions.filter(({ date }) => date !== '');
  return { name, timeZone, week, exceptions, updatedAt: 0 };
}

/** `09:05` as minutes of the day; null while the field is incomplete. */
export function toMinutes(time: string): number | null {
  const match = /^(\d{2}):(\d{2})/.exec(time);
  return match === null ? null : Number(match[1]) * 60 + Number(match[2]);
}

/** Minutes as a time field holds them; minutes of the next day too. */
export function toTime(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const ofDay = minutes % DAY_MINUTES;
  return `${two(Math.floor(ofDay / 60))}:${two(ofDay % 60)}`;
}

/** An interval whose one end was changed: it closes at the first such time after it opens, perhaps on the next day. */
export function changeInterval(interval: Interval, change: { from?: number; to?: number }): Interval {
  const from = change.from ?? interval.from;
  const closes = (change.to ?? interval.to) % DAY_MINUTES;
  return { from, to: closes > from ? closes : closes + DAY_MINUTES };
}

/** The interval that somebody gets who adds one: after the last, where the day has room. */
export function nextInterval(intervals: Interval[]): Interval {
  const end = Math.max(0, ...intervals.map(({ to }) => to));
  if (intervals.length === 0) return USUAL;
  const from = Math.min(end + 60, DAY_MINUTES - 60);
  return { from, to: Math.min(from + 4 * 60, DAY_MINUTES) };
}

/** Positions of intervals that overlap another of the same day. */
export function findOverlaps(intervals: Interval[]): Set<number> {
  const wrong = new Set<number>();
  for (const [index, { from, to }] of intervals.entries())
    for (const [other, interval] of intervals.entries())
      if (other !== index && from < interval.to && interval.from < to) wrong.add(index);
  return wrong;
}

/** What is wrong with a date of the exceptions; null: nothing. */
export function findDateProblem(exceptions: ExceptionForm[], key: number): 'missing' | 'twice' | null {
  const date = exceptions.find((exception) => exception.key === key)?.date ?? '';
  if (date === '') return 'missing';
  return exceptions.some((other) => other.key !== key && other.date === date) ? 'twice' : null;
}

/** Whether the form may be sent. */
export function isComplete({ name, week, exceptions }: HoursForm): boolean {
  return (
    name.trim() !== '' &&
    [...week, ...exceptions].every(({ intervals }) => findOverlaps(intervals).size === 0) &&
    exceptions.every(({ key }) => findDateProblem(exceptions, key) === null)
  );
}

/** A part of a day's bar, in minutes of that day. */
export interface Bar {
  from: number;
  to: number;
  /** It began on the day before. */
  isCarried: boolean;
}

/** What a day's bar shows: its own intervals up to midnight, and what runs on from the day before. */
export function barsOf(week: Calendar['week'], day: number): Bar[] {
  const yesterday = week[(day + 6) % 7]?.intervals ?? [];
  const carried = yesterday
    .filter(({ to }) => to > DAY_MINUTES)
    .map(({ to }) => ({ from: 0, to: to - DAY_MINUTES, isCarried: true }));
  const own = (week[day]?.intervals ?? []).map(({ from, to }) => ({
    from,
    to: Math.min(to, DAY_MINUTES),
    isCarried: false,
  }));
  return [...carried, ...own];
}

/** The moment of a date field and a time field in a zone; null while one is incomplete. */
export function momentOfFields(timeZone: string, date: string, time: string): number | null {
  const day = Date.parse(`${date}T00:00:00Z`);
  const minutes = toMinutes(time);
  return Number.isNaN(day) || minutes === null ? null : momentOf(timeZone, day / MINUTE_MS + minutes);
}

/** The exceptions from a date on, the nearest first. */
export function comingExceptions({ exceptions }: Calendar, today: string): Calendar['exceptions'] {
  return exceptions.filter(({ date }) => date >= today).toSorted((a, b) => (a.date < b.date ? -1 : 1));
}

/** Everybody whose hours may be set. */
export interface Holders {
  companyCalendarId: string | null;
  channels: Stored<Channel>[];
  queues: Record<string, Queue>;
}

/** Who has these hours: the company, channels and queues with them, and those that follow the company. */
export function holdersOf(calendarId: string, { companyCalendarId, channels, queues }: Holders) {
  const has = (own: string | null | undefined) => (own ?? companyCalendarId) === calendarId;
  return {
    isCompany: companyCalendarId === calendarId,
    channels: channels.filter((channel) => has(channel.calendarId)),
    queues: Object.entries(queues)
      .filter(([, queue]) => !queue.archived && has(queue.calendarId))
      .map(([id, queue]) => ({ id, ...queue })),
  };
}

/** Somebody who has hours, as a row and a form. */
export type Holder = { id: string; name: string; calendarId: string | null } & (
  | { type: 'company' }
  | { type: 'channel'; closedMessage: string }
  | { type: 'queue'; closedQueueId: string | null }
);

/** The company, then channels, then queues that are in use. */
export function listHolders({ companyCalendarId, channels, queues }: Holders): Holder[] {
  return [
    { type: 'company', id: 'company', name: '', calendarId: companyCalendarId },
    ...channels.map(({ id, name, calendarId = null, closedMessage }): Holder => ({
      type: 'channel',
      id,
      name,
      calendarId,
      closedMessage: closedMessage ?? '',
    })),
    ...Object.entries(queues)
      .filter(([, queue]) => !queue.archived)
      .map(([id, { name, calendarId = null, closedQueueId = null }]): Holder => ({
        type: 'queue',
        id,
        name,
        calendarId,
        closedQueueId,
      }))
      .toSorted((a, b) => a.name.localeCompare(b.name)),
  ];
}

export function toTarget(holder: Holder): CallableInput<'setHours'>['target'] {
  switch (holder.type) {
    case 'company':
      return { type: 'company' };
    case 'channel':
      return {
        type: 'channel',
        channelId: holder.id,
        closedMessage: holder.closedMessage.trim() === '' ? null : holder.closedMessage.trim(),
      };
    case 'queue':
      return { type: 'queue', queueId: holder.id, closedQueueId: holder.closedQueueId };
  }
}

/** The date of a moment in a zone, such as `2026-12-25`. */
export function dateIn(timeZone: string, atMs: number): string {
  return new Date(wallMinutes(timeZone, atMs) * MINUTE_MS).toISOString().slice(0, 10);
}
