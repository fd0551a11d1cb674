import { expect, test } from 'vitest';
import { isTransient, toAppError } from './app-error.ts';

test('reads code, reason and values of a callable’s refusal', () => {
  const refusal = Object.assign(new Error('no'), {
    code: 'functions/failed-precondition',
    details: { reason: 'window-closed', values: { windowEndsAt: 5 } },
  });
  expect(toAppError(refusal)).toMatchObject({
    code: 'failed-precondition',
    reason: 'window-closed',
    values: { windowEndsAt: 5 },
    message: 'failed-precondition/window-closed',
  });
});

test('keeps only the code of an error without known details', () => {
  expect(toAppError({ code: 'permission-denied' })).toMatchObject({
    code: 'permission-denied',
    reason: null,
  });
  expect(toAppError({ code: 'functions/internal', details: { reason: 'made-up' } }).reason).toBeNull();
});

test('has a code for whatever was thrown', () => {
  expect(toAppError('text').code).toBe('unknown');
  expect(toAppError(new TypeError('x')).code).toBe('unknown');
});

test.each([
  ['functions/unavailable', true],
  ['functions/deadline-exceeded', true],
  ['functions/permission-denied', false],
  ['functions/internal', false],
])('%s repeats by itself: %s', (code, expected) => {
  expect(isTransient(toAppError({ code }))).toBe(expected);
});

test('a reason from the server is never repeated blindly', () => {
  const refusal = { code: 'functions/unavailable', details: { reason: 'provider-unavailable' } };
  expect(isTransient(toAppError(refusal))).toBe(false);
});
