import { describe, expect, it } from 'vitest';
import { AdjustableClock } from '../shared/clock.ts';
import { EventQueue } from './event-queue.ts';
import type { DeliveryResult } from './functions-host.ts';
import type { CloudEvent } from './protocol.ts';

const event: CloudEvent = { specversion: '1.0', id: 'e', source: 's', type: 't', time: 'now', data: null };

interface Delivery {
  functionId: string;
  end: (result: DeliveryResult) => void;
}

function openQueue() {
  const clock = new AdjustableClock();
  clock.freeze(1_000_000);
  const deliveries: Delivery[] = [];
  const logged: string[] = [];
  const queue = new EventQueue({
    clock,
    log: (line) => logged.push(line),
    deliver: (functionId) => new Promise((end) => deliveries.push({ functionId, end })),
  });
  const settle = () => new Promise<void>((resolve) => setTimeout(resolve, 5));
  /** Ends the newest delivery. */
  const end = async (result: DeliveryResult) => {
    deliveries.at(-1)?.end(result);
    await settle();
  };
  return { clock, queue, deliveries, logged, settle, end };
}

describe('the event queue', () => {
  it('runs at most 32 events at once, in the order they came', async () => {
    const { queue, deliveries, settle } = openQueue();
    for (let index = 0; index < 40; index += 1) queue.push(`f${index}`, event, false);
    await settle();
    expect(deliveries).toHaveLength(32);
    expect(queue.pending).toEqual({ waiting: 8, inFlight: 32 });
    deliveries[3]?.end({ kind: 'done' });
    await settle();
    expect(deliveries.at(-1)?.functionId).toBe('f32');
  });

  it('waits longer after each failure and gives up after a day', async () => {
    const { clock, queue, deliveries, logged, settle, end } = openQueue();
    queue.push('f', event, true);
    await settle();
    for (const [attempts, waitMs] of [
      [2, 500],
      [3, 1000],
      [4, 2000],
    ] as const) {
      await end({ kind: 'failed', error: 'no' });
      clock.advance(waitMs - 1);
      queue.wake();
      expect(deliveries).toHaveLength(attempts - 1);
      clock.advance(1);
      queue.wake();
      expect(deliveries).toHaveLength(attempts);
    }
    clock.advance(25 * 60 * 60 * 1000);
    await end({ kind: 'failed', error: 'still no' });
    expect(queue.pending).toEqual({ waiting: 0, inFlight: 0 });
    expect(logged).toEqual(['Gave up on an event for f after a day: still no']);
  });

  it('delivers again what a dead process left, but not for ever', async () => {
    const { queue, deliveries, logged, settle, end } = openQueue();
    queue.push('f', event, false);
    await settle();
    for (let crash = 0; crash < 5; crash += 1) await end({ kind: 'childDied' });
    expect(deliveries).toHaveLength(5);
    expect(logged).toEqual(['Gave up on an event for f: its process died 5 times.']);
  });
});
