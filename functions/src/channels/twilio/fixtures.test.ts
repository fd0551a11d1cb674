import { describe, expect, it } from 'vitest';
import type { InboundEvent } from '#contracts/inbound.ts';
import { describeChannel } from '../contract.suite.ts';
import type { WebhookRequest } from '../contract.ts';
import { channelAdapters } from '../registry.ts';
import { loadFixtures, requestsOf, type Fixture, type FixtureRequest } from './fixtures/load-fixtures.ts';

const fixtures = loadFixtures();

function toWebhookRequest({ url, path, headers, contentType, rawBody }: FixtureRequest): WebhookRequest {
  const endpoint = /\/twilio\/([a-z]+)/.exec(path)?.[1] ?? '';
  return {
    url,
    endpoint,
    contentType: contentType ?? '',
    header: (name) => headers[name],
    rawBody: Buffer.from(rawBody),
  };
}

it.each(fixtures)('$name is believed exactly if Twilio signed it', (fixture: Fixture) => {
  for (const request of requestsOf(fixture)) {
    const { verify } = channelAdapters[fixture.channel];
    expect(verify(toWebhookRequest(request), fixture.secrets.twilioAuthToken)).toBe(
      request.signature === 'valid',
    );
  }
});

const authentic = fixtures.filter(({ expect: expected }) => expected.authentic && !expected.optional);

describe.each(authentic)('$name: $description', (fixture: Fixture) => {
  it('says what was expected', () => {
    const adapter = channelAdapters[fixture.channel];
    const events = requestsOf(fixture).flatMap((request) => adapter.parse(toWebhookRequest(request)));
    const { expect: expected } = fixture;
    if (expected.outcome === 'rejected') expect(events.map(({ type }) => type)).toEqual(['invalid']);
    for (const message of expected.messages) {
      const event = events.find((candidate) => candidate.type === 'message');
      expectMessage(event, message, expected.alsoAccept?.kind ?? []);
    }
    for (const status of expected.statuses) {
      expect(events[0]).toMatchObject({
        type: 'status',
        providerMessageId: status.externalId,
        status: status.status,
        ...(status.errorCode === undefined ? {} : { errorCode: status.errorCode }),
      });
      if (status.retryable === undefined) continue;
      expect(adapter.describeError(status.errorCode ?? '').retryable).toBe(status.retryable);
    }
  });
});

function expectMessage(
  event: InboundEvent | undefined,
  expected: Fixture['expect']['messages'][number],
  otherKinds: string[],
): void {
  if (event?.type !== 'message') throw new Error('no message');
  const { kind, media, text, replyTo, providerUserId, externalId, from, to, fromName, ...rest } = expected;
  expect([kind, ...otherKinds]).toContain(event.kind);
  expect(event).toMatchObject({ providerMessageId: externalId, from, to, ...rest });
  if (text !== null) expect(event.text).toBe(text);
  if (fromName !== null && fromName !== undefined) expect(event.fromName).toBe(fromName);
  expect(event.media.map(({ kind: type, mimeType, ref }) => ({ type, mimeType, ref }))).toEqual(media);
  if (replyTo !== undefined) expect(event.replyToProviderId).toBe(replyTo);
  if (providerUserId !== undefined) expect(event.primaryId).toBe(providerUserId);
}

for (const type of ['twilio_sms', 'twilio_whatsapp'] as const) {
  const name = type === 'twilio_sms' ? 'twilio_sms/text-basic' : 'twilio_whatsapp/text-with-external-user-id';
  const fixture = fixtures.find((candidate) => candidate.name === name);
  if (fixture === undefined) throw new Error(`fixture ${name} is missing`);
  describeChannel(channelAdapters[type], {
    authToken: fixture.secrets.twilioAuthToken,
    signedMessage: toWebhookRequest(fixture.request),
    endpoints: ['whatsapp', 'sms', 'status'],
  });
}
