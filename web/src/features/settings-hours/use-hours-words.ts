import { useTranslation } from 'react-i18next';
import type { Calendar, Interval } from '#contracts/collections/calendar.ts';
import { decideHours } from '#contracts/hours/decide-hours.ts';
import { DAY_MINUTES, MINUTE_MS } from '#contracts/hours/wall-clock.ts';

/** A Sunday, from which the names of the days are taken. */
const SUNDAY_MS = Date.UTC(2023, 0, 1);
const DAY_MS = DAY_MINUTES * MINUTE_MS;

/** Days, times and what hours decide, in the reader's language and the calendar's time zone. */
export function useHoursWords() {
  const { t, i18n } = useTranslation();
  const locale = i18n.language;

  const format = (atMs: number, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, options).format(atMs);
  const inZone = (atMs: number, { timeZone }: Calendar) =>
    format(atMs, { timeZone, dateStyle: 'full', timeStyle: 'short' });
  const clock = (minutes: number) =>
    format((minutes % DAY_MINUTES) * MINUTE_MS, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' });

  const range = ({ from, to }: Interval) =>
    t('hours.range', {
      from: clock(from),
      to: to > DAY_MINUTES ? t('hours.nextDay', { time: clock(to) }) : clock(to),
    });

  return {
    clock,
    range,
    ranges: (intervals: Interval[]) =>
      intervals.length === 0 ? t('hours.closed') : intervals.map(range).join(', '),
    day: (day: number, weekday: 'long' | 'short' = 'long') =>
      format(SUNDAY_MS + day * DAY_MS, { weekday, timeZone: 'UTC' }),
    date: (date: string) => format(Date.parse(`${date}T00:00:00Z`), { dateStyle: 'medium', timeZone: 'UTC' }),
    list: (items: string[]) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(items),

    /** Whether it is open now, and until when. */
    now(calendar: Calendar, atMs: number): string {
      const { isOpen, nextChangeAt } = decideHours(calendar, atMs);
      if (nextChangeAt === null) return t(isOpen ? 'hours.now.openAlways' : 'hours.now.closedAlways');
      const next = format(nextChangeAt, {
        timeZone: calendar.timeZone,
        weekday: 'short',
        day: 'numeric',
        month: 'short',
        hour: 'numeric',
        minute: '2-digit',
      });
      return t(isOpen ? 'hours.now.open' : 'hours.now.closed', { next });
    },

    /** What happens at a moment, as a sentence. */
    answer(calendar: Calendar, atMs: number): string {
      const { isOpen, nextChangeAt, because } = decideHours(calendar, atMs);
      const word = t(isOpen ? 'hours.preview.stateOpen' : 'hours.preview.stateClosed');
      const isNamed = because.type === 'exception' && because.name !== '';
      const state = isNamed ? t('hours.preview.stateNamed', { state: word, name: because.name }) : word;
      const moment = inZone(atMs, calendar);
      if (nextChangeAt === null) {
        return t(isOpen ? 'hours.preview.openAlways' : 'hours.preview.closedAlways', { moment, state });
      }
      const next = inZone(nextChangeAt, calendar);
      return t(isOpen ? 'hours.preview.open' : 'hours.preview.closed', { moment, state, next });
    },
  };
}
