import { expect, test } from 'vitest';
import { bytesText, calendarDaysBetween, clockTime, dayIn, dayName, shortTime } from './time.ts';

const words = { now: 'now', today: 'Today', yesterday: 'Yesterday' };
const reader = { locale: 'en', timeZone: 'America/Lima' };
/** An instant by the clock of Lima, which is never moved. */
const lima = (text: string) => Date.parse(`${text}-05:00`);
const now = lima('2026-11-20T15:30');

test.each([
  ['says now for the last minute', '2026-11-20T15:29:30', 'now'],
  ['counts minutes within the hour', '2026-11-20T15:25', '5 min'],
  ['shows the clock earlier the same day', '2026-11-20T09:05', '9:05 AM'],
  ['says yesterday even when it is few hours ago', '2026-11-19T23:59', 'Yesterday'],
  ['names the weekday within a week', '2026-11-17T12:00', 'Tue'],
  ['shows day and month within the year', '2026-03-03T12:00', 'Mar 3'],
  ['shows the year before that', '2025-03-03T12:00', '3/3/25'],
])('%s', (_, at, expected) => {
  expect(shortTime(lima(at), now, reader, words).replaceAll('\u202f', ' ')).toBe(expected);
});

test('counts calendar days of the reader, not spans of 24 hours', () => {
  expect(calendarDaysBetween(lima('2026-11-19T23:59'), lima('2026-11-20T00:01'), reader.timeZone)).toBe(1);
  expect(calendarDaysBetween(lima('2026-11-20T00:01'), lima('2026-11-20T23:59'), reader.timeZone)).toBe(0);
  // A day of 23 hours and one of 25.
  expect(
    calendarDaysBetween(Date.parse('2026-03-28T12:00Z'), Date.parse('2026-03-29T12:00Z'), 'Europe/Madrid'),
  ).toBe(1);
  expect(
    calendarDaysBetween(Date.parse('2026-10-24T12:00Z'), Date.parse('2026-10-25T12:00Z'), 'Europe/Madrid'),
  ).toBe(1);
});

test('shows the clock of the reader’s time zone', () => {
  const at = Date.parse('2026-11-20T20:05Z');
  expect(clockTime(at, { locale: 'es', timeZone: 'Asia/Tokyo' })).toBe('5:05');
  expect(dayIn(at, 'Asia/Tokyo')).toBe('2026-11-21');
});

test('names a day in the reader’s language', () => {
  expect(dayName(now, now, reader, words)).toBe('Today');
  expect(dayName(lima('2026-11-03T00:00'), now, { ...reader, locale: 'es' }, words)).toBe(
    'martes, 3 de noviembre',
  );
});

test('shows small files in kilobytes and large ones in megabytes', () => {
  expect(bytesText(300, 'en')).toBe('1 kB');
  expect(bytesText(2.15 * 1024 * 1024, 'en')).toBe('2.2 MB');
});
