import { expect, it } from 'vitest';
import { messageErrorSchema } from '#contracts/collections/message.ts';
import { describeError } from './errors.ts';

it.each(['', 'constructor', '__proto__', 'toString', 'no-such-code'])('%o gets a whole sentence', (code) => {
  const error = messageErrorSchema.parse(describeError(code));
  expect(error).toMatchObject({ code, retryable: false });
  expect(error.message).toMatch(/^The message was not delivered/);
  expect(error.message).not.toMatch(/ \)/);
});
