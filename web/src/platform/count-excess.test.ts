import { expect, test } from 'vitest';
import { countExcess } from './count-excess.ts';

test('allows longer notes than messages', () => {
  const text = 'a'.repeat(1610);
  expect(countExcess(text, 'twilio_sms', 'message')).toBe(10);
  expect(countExcess(text, 'twilio_sms', 'note')).toBe(0);
});
