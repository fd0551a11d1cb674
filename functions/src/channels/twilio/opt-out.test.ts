import { expect, it } from 'vitest';
import { readOptOut } from './opt-out.ts';

it.each([
  ['sms', undefined, 'STOP', 'stop'],
  ['sms', undefined, '  stop \n', 'stop'],
  ['sms', undefined, 'Unsubscribe', 'stop'],
  ['sms', undefined, 'please stop', null],
  ['sms', undefined, 'stop.', null],
  ['sms', undefined, 'START', 'start'],
  ['sms', undefined, 'Yes', 'start'],
  ['sms', undefined, 'yes please', null],
  ['sms', undefined, 'UNSTOP', 'start'],
  ['sms', undefined, 'info', 'help'],
  ['sms', 'STOP', 'PARAR', 'stop'],
  ['sms', 'HELP', 'stop', 'help'],
  ['sms', 'OTHER', 'hello', null],
  ['whatsapp', undefined, 'STOP', 'stop'],
  ['whatsapp', undefined, 'cancel', null],
  ['whatsapp', undefined, 'yes', null],
  ['whatsapp', undefined, 'constructor', null],
] as const)('%s, OptOutType %s, %o is %s', (channel, optOutType, text, expected) => {
  expect(readOptOut(channel, optOutType, text)).toBe(expected);
});
