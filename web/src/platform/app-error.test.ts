import { expect, test } from 'vitest';
import { isPhoneRefused, needsCode, isTransient, toAppError } from './app-error.ts';

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

test.each([
  ['invalid-argument', 'phone-invalid', false],
  ['invalid-credential', null, false],
  ['unavailable', null, false],
  ['internal', 'internal', true],
  ['failed-precondition', null, true],
  ['unknown', null, true],
] as const)(
  'shows the code of %s (%s) only where somebody has to look into it: %s',
  (code, reason, expected) => {
    expect(needsCode({ code, reason })).toBe(expected);
  },
);

test('knows a refused phone number by its reason or its field', () => {
  expect(isPhoneRefused({ reason: 'phone-invalid', field: null })).toBe(true);
  expect(isPhoneRefused({ reason: 'invalid-input', field: 'phone' })).toBe(true);
  expect(isPhoneRefused({ reason: 'invalid-input', field: 'name' })).toBe(false);
  expect(isPhoneRefused(null)).toBe(false);
});
