import { expect, test } from 'vitest';
import type { Channel } from '#contracts/collections/channel.ts';
import type { Stored } from '../../platform/documents.ts';
import { isAccountSid, readHealth, toForm, toInput } from './model.ts';

const channel: Stored<Channel> = {
  id: 'ch1',
  type: 'twilio_whatsapp',
  name: 'Support',
  state: 'disabled',
  account: `AC${'0'.repeat(32)}`,
  address: 'whatsapp:+14155550199',
  queueId: 'q1',
  reopenWithinMs: 0,
  secretId: 's1',
  secretLastFour: '12ab',
  webhookUrl: 'https://app.example/webhooks/twilio/whatsapp',
  statusUrl: 'https://app.example/webhooks/twilio/status',
  health: { lastWebhookAt: null, lastErrorAt: null, lastError: null },
  createdAt: 1,
  updatedAt: 1,
};

test('keeps the stored token when none is typed', () => {
  const form = toForm(channel);
  expect(toInput(form)).toMatchObject({
    channelId: 'ch1',
    authToken: null,
    phone: '+14155550199',
    state: 'disabled',
  });
  expect(toInput({ ...form, authToken: ' secret-token ' }).authToken).toBe('secret-token');
});

test.each([
  ['says that nothing has arrived yet', { lastWebhookAt: null, lastErrorAt: null, lastError: null }, 'never'],
  ['is well after a webhook', { lastWebhookAt: 2, lastErrorAt: 1, lastError: 'x' }, 'good'],
  ['is ill after an error', { lastWebhookAt: 1, lastErrorAt: 2, lastError: 'x' }, 'error'],
  ['is ill when an error is all there is', { lastWebhookAt: null, lastErrorAt: 2, lastError: 'x' }, 'error'],
] as const)('%s', (_, health, expected) => {
  expect(readHealth({ state: 'active', health }).type).toBe(expected);
});

test('calls a disabled channel disabled whatever has arrived', () => {
  const health = { lastWebhookAt: 2, lastErrorAt: 3, lastError: 'x' };
  expect(readHealth({ state: 'disabled', health })).toEqual({ type: 'disabled' });
});

test('knows an Account SID by its form', () => {
  expect(isAccountSid(` AC${'a1'.repeat(16)} `)).toBe(true);
  expect(isAccountSid('SK123')).toBe(false);
});
