import { expect, it } from 'vitest';
import { LIMITS } from '#contracts/limits.ts';
import { decideEndSession } from './decide-session.ts';

const full = Array.from({ length: LIMITS.revokedSessions }, (_, index) => 200 + index);

it.each([
  ['adds a session of the list', [], 150, true, [150]],
  ['keeps what was ended before', [140], 150, true, [140, 150]],
  ['drops what validAfterSeconds has passed, and nothing else', [99, 100], 150, true, [100, 150]],
  ['makes room in a full list in that way alone', [99, ...full.slice(1)], 500, true, [...full.slice(1), 500]],
  ['changes nothing for one that is ended', [150], 150, true, null],
  ['changes nothing for one from before validAfterSeconds, known or not', [], 99, false, null],
])('%s', (_name, revokedAuthTimes, authTime, isKnown, expected) => {
  expect(decideEndSession({ validAfterSeconds: 100, revokedAuthTimes }, { authTime, isKnown })).toEqual(
    expected,
  );
});

it('refuses an unknown session, and one more than the list can hold', () => {
  const member = { validAfterSeconds: 100, revokedAuthTimes: full };
  expect(() => decideEndSession(member, { authTime: 150, isKnown: false })).toThrow('not-found');
  expect(() => decideEndSession(member, { authTime: 150, isKnown: true })).toThrow('limit-reached');
});
