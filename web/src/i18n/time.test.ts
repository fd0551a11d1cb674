import { expect, test } from 'vitest';
import { bytesText, calendarDaysBetween, dayName, shortTime } from './time.ts';

const words = { now: 'now', today: 'Today', yesterday: 'Yesterday' };
const now = new Date(2026, 10, 20, 15, 30).getTime();

test.each([
  ['says now for the last minute', new Date(2026, 10, 20, 15, 29, 30), 'now'],
  ['counts minutes within the hour', new Date(2026, 10, 20, 15, 25), '5 min'],
  ['shows the clock earlier the same day', new Date(2026, 10, 20, 9, 5), '9:05 AM'],
  ['says yesterday even when it is few hours ago', new Date(2026, 10, 19, 23, 59), 'Yesterday'],
  ['names the weekday within a week', new Date(2026, 10, 17, 12), 'Tue'],
  ['shows day and month within the year', new Date(2026, 2, 3, 12), 'Mar 3'],
  ['shows the year before that', new Date(2025, 2, 3, 12), '3/3/25'],
])('%s', (_, at, expected) => {
  expect(shortTime(at.getTime(), now, 'en', words).replaceAll('\u202f', ' ')).toBe(expected);
});

test('counts calendar days, not spans of 24 hours', () => {
  expect(
    calendarDaysBetween(new Date(2026, 10, 19, 23, 59).getTime(), new Date(2026, 10, 20, 0, 1).getTime()),
  ).toBe(1);
  expect(
    calendarDaysBetween(new Date(2026, 10, 20, 0, 1).getTime(), new Date(2026, 10, 20, 23, 59).getTime()),
  ).toBe(0);
});

test('names a day in the reader’s language', () => {
  expect(dayName(now, now, 'en', words)).toBe('Today');
  expect(dayName(new Date(2026, 10, 3).getTime(), now, 'es', words)).toBe('martes, 3 de noviembre');
});

test('shows small files in kilobytes and large ones in megabytes', () => {
  expect(bytesText(300, 'en')).toBe('1 kB');
  expect(bytesText(2.15 * 1024 * 1024, 'en')).toBe('2.2 MB');
});
