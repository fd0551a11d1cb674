import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { STATUS_RANK, type DeliveryStatus } from '#contracts/message-kinds.ts';
import { outboundMessage } from '../testing/factories.ts';
import { decideStatus } from './decide-status.ts';

const statuses = fc.constantFrom<DeliveryStatus>('queued', 'sending', 'sent', 'failed', 'delivered', 'read');

it('ends at the highest rank, whatever the order and however often, and never falls on the way', () => {
  fc.assert(
    fc.property(fc.array(statuses, { minLength: 1, maxLength: 12 }), (history) => {
      let message = outboundMessage({ status: 'queued' });
      for (const status of history) {
        const before = STATUS_RANK[message.status ?? 'queued'];
        const change = decideStatus(message, {
          providerMessageId: 'SM1',
          status,
          attemptId: null,
          error: null,
        });
        if (change !== null) message = { ...message, ...change };
        expect(STATUS_RANK[message.status ?? 'queued']).toBeGreaterThanOrEqual(before);
      }
      const highest = Math.max(...history.map((status) => STATUS_RANK[status]));
      expect(STATUS_RANK[message.status ?? 'queued']).toBe(Math.max(highest, 0));
    }),
    { numRuns: 10_000 },
  );
});

const error = { code: '30003', message: 'Off.', retryable: true };
const report = { providerMessageId: 'SM1', status: 'delivered' as const, attemptId: null, error: null };

it('forgets the failure of a message that was delivered after all', () => {
  const failed = outboundMessage({ status: 'failed', error });
  expect(decideStatus(failed, report)).toMatchObject({ status: 'delivered', error: null });
});

it('does not believe reports about another attempt or another message', () => {
  const message = outboundMessage({ status: 'queued', attemptId: 'second' });
  expect(decideStatus(message, { ...report, attemptId: 'first' })).toBeNull();
  expect(decideStatus({ ...message, providerMessageId: 'SM2' }, report)).toBeNull();
  expect(decideStatus({ ...message, direction: 'note', status: null }, report)).toBeNull();
});
