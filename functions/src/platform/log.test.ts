import { expect, it } from 'vitest';
import { redact } from './log.ts';

it.each([
  ['To +14155550101 failed', 'To …0101 failed'],
  ['whatsapp:+5215512345678', 'whatsapp:…5678'],
  ['SM00000001feedfacecafebeef0badf00d', 'SM00000001feedfacecafebeef0badf00d'],
  ['HTTP 404 after 120 ms', 'HTTP 404 after 120 ms'],
])('%s is logged as %s', (text, logged) => expect(redact(text)).toBe(logged));
