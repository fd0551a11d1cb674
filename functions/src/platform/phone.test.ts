import { describe, expect, it } from 'vitest';
import { canonicalPhone, readPhone } from './phone.ts';

describe('the canonical number', () => {
  it.each([
    ['+14155550101', '+14155550101'],
    ['+5215512345678', '+525512345678'],
    ['+525512345678', '+525512345678'],
    ['+5491123456789', '+541123456789'],
    ['+541123456789', '+541123456789'],
    ['+557588251234', '+5575988251234'],
    ['+5575988251234', '+5575988251234'],
    ['+551133334444', '+551133334444'],
  ])('of %s is %s', (given, canonical) => {
    expect(canonicalPhone(given)).toBe(canonical);
    expect(canonicalPhone(canonical)).toBe(canonical);
  });

  it.each(['72345', 'MyShop', '', '+', '+0123456789', '14155550101', '+1234567890123456'])(
    'of %o is none',
    (given) => expect(canonicalPhone(given)).toBeNull(),
  );
});

describe('a number as typed', () => {
  it.each([
    ['(415) 555-0101', 'US', '+14155550101'],
    ['+1 415 555 0101', 'CO', '+14155550101'],
    ['55 1234 5678', 'MX', '+525512345678'],
    ['+52 1 55 1234 5678', 'MX', '+5215512345678'],
    ['0049 30 123456', 'US', '+4930123456'],
    ['(11) 98888-7777', 'BR', '+5511988887777'],
  ])('%s in %s is %s', (typed, country, e164) => expect(readPhone(typed, country)).toBe(e164));

  it.each(['', 'hello', '123', '+', '+999999'])('%o is no number', (typed) =>
    expect(readPhone(typed, 'US')).toBeNull(),
  );
});
