import { expect, test } from 'vitest';
import { findChannelProblem, findDeliveryProblem } from './delivery-problem.ts';

test.each([
  ['21211', false, 'badNumber'],
  ['63003', false, 'badNumber'],
  ['63016', false, 'outsideWindow'],
  ['not-sent', true, 'notSent'],
  ['outcome-unknown', true, 'outcomeUnknown'],
  ['99999', true, 'unknownRetryable'],
  ['99999', false, 'unknownFinal'],
  ['constructor', false, 'unknownFinal'],
] as const)('knows the sentence for code %s (retryable: %s)', (code, retryable, expected) => {
  expect(findDeliveryProblem({ code, retryable })).toBe(expected);
});

test('knows the last error of a channel by code or sentence and leaves other texts alone', () => {
  expect(findChannelProblem('20003')).toBe('credentials');
  expect(findChannelProblem('The Twilio account is suspended.')).toBe('accountInactive');
  expect(findChannelProblem('Something new.')).toBeNull();
});
