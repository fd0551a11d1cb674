import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CAPABILITIES } from '#contracts/channels.ts';
import { inboundEventSchema } from '#contracts/inbound.ts';
import type { ChannelAdapter, WebhookRequest } from './contract.ts';

interface Given {
  authToken: string;
  /** An inbound text that the provider signed with that token. */
  signedMessage: WebhookRequest;
  /** Paths of the provider's webhooks below its own, such as `status`. */
  endpoints: string[];
}

/** What every channel promises, whatever the provider. Each channel calls this from its own test. */
export function describeChannel(
  adapter: ChannelAdapter,
  { authToken, signedMessage, endpoints }: Given,
): void {
  describe(`channel ${adapter.type}`, () => {
    it('believes exactly what the provider signed', () => {
      const { rawBody, url } = signedMessage;
      expect(adapter.verify(signedMessage, authToken)).toBe(true);
      expect(adapter.verify(signedMessage, `${authToken}x`)).toBe(false);
      expect(adapter.verify(signedMessage, '')).toBe(false);
      const changed = Buffer.concat([rawBody, Buffer.from('0')]);
      expect(adapter.verify({ ...signedMessage, rawBody: changed }, authToken)).toBe(false);
      expect(adapter.verify({ ...signedMessage, url: `${url}?x=1` }, authToken)).toBe(false);
      expect(adapter.verify({ ...signedMessage, header: () => undefined }, authToken)).toBe(false);
    });

    it('names the account and address of a message, and turns it into one message event', () => {
      const [event, ...others] = adapter.parse(signedMessage);
      expect(others).toEqual([]);
      expect(event?.type).toBe('message');
      const to = event?.type === 'message' ? event.to : '';
      expect(adapter.readAddress(signedMessage)?.address).toBe(to);
    });

    it('neither throws nor leaves the contract, whatever the bytes', () => {
      const anyBody = fc.oneof(
        fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
        fc.webQueryParameters().map((query) => Buffer.from(query)),
        fc.json().map((json) => Buffer.from(json)),
      );
      const header = (value: string) => () => value;
      fc.assert(
        fc.property(anyBody, fc.constantFrom(...endpoints), fc.string(), (rawBody, endpoint, signature) => {
          const request = { ...signedMessage, rawBody, endpoint, header: header(signature) };
          adapter.readAddress(request);
          expect(adapter.verify(request, authToken)).toBe(false);
          for (const event of adapter.parse(request)) inboundEventSchema.parse(event);
        }),
        { numRuns: 300 },
      );
    });

    it('keeps one spelling for all spellings of an address', () => {
      const spellings = ['+525512345678', '+5215512345678'].map((e164) =>
        adapter.externalIdOf(adapter.addressOf(e164)),
      );
      expect(new Set(spellings).size).toBe(1);
      const [id = ''] = spellings;
      expect(adapter.externalIdOf(id)).toBe(id);
    });

    it('can show typing exactly where its capabilities say so', () => {
      expect(adapter.showTyping !== undefined).toBe(CAPABILITIES[adapter.type].typing);
    });

    it('has a sentence for a known and an unknown error', () => {
      for (const code of ['30003', 'no-such-code', '']) {
        expect(adapter.describeError(code).message).toMatch(/^[A-Z].*[.)]$/);
      }
    });
  });
}
