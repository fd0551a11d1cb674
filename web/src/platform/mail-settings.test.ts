import { expect, test } from 'vitest';
import type { MailSettings } from '#contracts/collections/mail-settings.ts';
import { findMailTrouble } from './mail-settings.ts';

const settings: MailSettings = {
  host: 'smtp.example.test',
  port: 587,
  isSecure: false,
  user: 'acme',
  fromName: 'Acme',
  fromAddress: 'hello@acme.test',
  secretLastFour: 'word',
  changedBy: 'ada',
  changedAt: 1,
  lastErrorAt: null,
  lastError: null,
};

test.each([
  ['no server of their own', null, null],
  ['settings that have not arrived', undefined, null],
  ['a server that takes mail', settings, null],
  [
    'a server that does not answer',
    { ...settings, lastErrorAt: 5, lastProblem: 'mail-unreachable' },
    { at: 5, problem: 'mail-unreachable', words: null },
  ],
  [
    'an older document',
    { ...settings, lastErrorAt: 5, lastError: '535 No' },
    { at: 5, problem: null, words: '535 No' },
  ],
] as const)('the trouble of %s', (_what, stored, trouble) => {
  expect(findMailTrouble(stored)).toEqual(trouble);
});
