import { describe, expect, it } from 'vitest';
import type { ProviderMessage } from '../channels/contract.ts';
import { outboundMessage } from '../testing/factories.ts';
import { decideSettlement } from './decide-settlement.ts';

const SENT_AT = 1_000_000;
const MINUTE = 60_000;
const pending = { ...outboundMessage({ text: 'Hello' }), pendingSince: SENT_AT };

function listed(change: Partial<ProviderMessage> = {}): ProviderMessage {
  return {
    providerMessageId: 'SM1',
    text: 'Hello',
    mediaCount: 0,
    createdAt: SENT_AT + 500,
    status: 'delivered',
    error: null,
    ...change,
  };
}

function settle(messages: ProviderMessage[] | null, afterMs: number, known: string[] = []) {
  const facts = { listed: messages, knownProviderIds: new Set(known), at: SENT_AT + afterMs };
  return decideSettlement(pending, facts);
}

describe('a message without an answer', () => {
  it('takes the state that the provider lists', () => {
    expect(settle([listed()], MINUTE)).toMatchObject({ status: 'delivered', providerMessageId: 'SM1' });
    expect(settle([listed({ status: 'queued' })], MINUTE)).toMatchObject({ status: 'sent' });
  });

  it.each([
    ['another text', listed({ text: 'Bye' })],
    ['other files', listed({ mediaCount: 1 })],
    ['an earlier time', listed({ createdAt: SENT_AT - MINUTE })],
  ])('is not mistaken for one with %s', (_name, other) => {
    expect(settle([other], MINUTE)).toBeNull();
  });

  it('is told apart from an equal one whose id is known, and takes the oldest of the rest', () => {
    const later = listed({ providerMessageId: 'SM3', createdAt: SENT_AT + 900 });
    const messages = [later, listed({ providerMessageId: 'SM2', createdAt: SENT_AT + 700 }), listed()];
    expect(settle(messages, MINUTE, ['SM1'])).toMatchObject({ providerMessageId: 'SM2' });
  });

  it('counts as not sent only when no request can be on its way any more', () => {
    expect(settle([], MINUTE)).toBeNull();
    expect(settle([], 2 * MINUTE)).toMatchObject({
      status: 'failed',
      outcome: 'known',
      error: { code: 'not-sent' },
    });
  });

  it('shows that nobody can know where the provider could not be asked for a quarter of an hour', () => {
    expect(settle(null, 14 * MINUTE)).toBeNull();
    expect(settle(null, 15 * MINUTE)).toMatchObject({
      status: 'failed',
      outcome: 'unknown',
      error: { retryable: true },
    });
  });
});
