import { expect, it } from 'vitest';
import { systemClock } from '../shared/clock.ts';
import { EventQueue } from './event-queue.ts';
import type { CloudEvent, FunctionDescription } from './protocol.ts';
import { pushObjectEvent } from './storage-triggers.ts';

function objectFunction(id: string, type: string, bucket: string): FunctionDescription {
  const eventType = `google.cloud.storage.object.v1.${type}`;
  return {
    id,
    region: 'us-central1',
    timeoutSeconds: 60,
    trigger: { kind: 'event', eventType, filters: { bucket }, pathPatterns: {}, retry: false },
  };
}

it('an object event reaches the functions of its kind and bucket, whole', async () => {
  const delivered: { functionId: string; event: CloudEvent }[] = [];
  const queue = new EventQueue({
    clock: systemClock,
    log: () => undefined,
    deliver: (functionId, event) => {
      delivered.push({ functionId, event });
      return Promise.resolve({ kind: 'done' });
    },
  });
  const resource = { bucket: 'b', name: 'folder/a.png', size: '12' };
  pushObjectEvent({
    functions: [
      objectFunction('finalized', 'finalized', 'b'),
      objectFunction('deleted', 'deleted', 'b'),
      objectFunction('elsewhere', 'finalized', 'c'),
    ],
    queue,
    objectEvent: { type: 'finalized', resource },
    nowMs: Date.UTC(2026, 10, 21),
  });
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(delivered).toEqual([
    {
      functionId: 'finalized',
      event: {
        specversion: '1.0',
        id: expect.any(String),
        source: '//storage.googleapis.com/projects/_/buckets/b/objects/folder/a.png',
        type: 'google.cloud.storage.object.v1.finalized',
        time: '2026-11-21T00:00:00.000Z',
        subject: 'objects/folder/a.png',
        bucket: 'b',
        datacontenttype: 'application/json',
        data: resource,
      },
    },
  ]);
});
