import { expect, test } from 'vitest';
import { fromLocalInput, toLocalInput } from './local-input.ts';

test.each(['UTC', 'Asia/Kolkata', 'America/New_York'])(
  'a time goes through its field and back in %s',
  (zone) => {
    const ms = Date.parse('2026-03-29T01:30Z');
    expect(fromLocalInput(toLocalInput(ms, zone), zone)).toBe(ms);
  },
);

test('a field says the time of the reader’s clock', () => {
  expect(toLocalInput(Date.parse('2026-07-01T12:00:30Z'), 'Asia/Tokyo')).toBe('2026-07-01T21:00');
  expect(fromLocalInput('2026-07-01T21:00', 'Asia/Tokyo')).toBe(Date.parse('2026-07-01T12:00Z'));
  expect(fromLocalInput('', 'Asia/Tokyo')).toBeNull();
});
