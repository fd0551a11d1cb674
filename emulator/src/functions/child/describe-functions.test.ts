import { onDocumentWritten } from 'firebase-functions/v2/firestore';
import { onCall, onRequest } from 'firebase-functions/v2/https';
import { onSchedule } from 'firebase-functions/v2/scheduler';
import { onTaskDispatched } from 'firebase-functions/v2/tasks';
import { beforeUserCreated } from 'firebase-functions/v2/identity';
import { expect, it } from 'vitest';
import { describeFunctions } from './describe-functions.ts';

const unset = {
  maxAttempts: null,
  maxRetrySeconds: null,
  minBackoffSeconds: null,
  maxBackoffSeconds: null,
  maxDoublings: null,
};

it('every kind of function of the SDK is told with what it was deployed with', () => {
  const found = describeFunctions({
    plain: onRequest({ region: ['us-central1', 'europe-west1'], timeoutSeconds: 9 }, () => undefined),
    callable: onCall(() => null),
    changed: onDocumentWritten({ document: 'a/{b}', retry: true, database: 'other' }, () => undefined),
    task: onTaskDispatched(
      { retryConfig: { maxAttempts: 9 }, rateLimits: { maxConcurrentDispatches: 2 } },
      () => undefined,
    ),
    nightly: onSchedule(
      { schedule: 'every day 02:00', timeZone: 'Europe/Madrid', retryCount: 2 },
      () => undefined,
    ),
    blocking: beforeUserCreated(() => undefined),
    group: { inner: onRequest(() => undefined) },
    helper: () => undefined,
    client: new (class {
      readonly self = this;
    })(),
  });
  const base = { region: 'us-central1', timeoutSeconds: 60 };
  expect(found.flatMap(({ descriptions }) => descriptions)).toEqual([
    { id: 'plain', region: 'us-central1', timeoutSeconds: 9, trigger: { kind: 'https' } },
    { id: 'plain', region: 'europe-west1', timeoutSeconds: 9, trigger: { kind: 'https' } },
    { ...base, id: 'callable', trigger: { kind: 'callable' } },
    {
      ...base,
      id: 'changed',
      trigger: {
        kind: 'event',
        eventType: 'google.cloud.firestore.document.v1.written',
        filters: { database: 'other', namespace: '(default)' },
        pathPatterns: { document: 'a/{b}' },
        retry: true,
      },
    },
    {
      ...base,
      id: 'task',
      trigger: {
        kind: 'task',
        retry: { ...unset, maxAttempts: 9 },
        rateLimits: { maxConcurrentDispatches: 2, maxDispatchesPerSecond: null },
      },
    },
    {
      ...base,
      id: 'nightly',
      trigger: {
        kind: 'schedule',
        schedule: 'every day 02:00',
        timeZone: 'Europe/Madrid',
        retry: { ...unset, maxAttempts: 3 },
      },
    },
    { ...base, id: 'blocking', trigger: { kind: 'unsupported', name: 'blockingTrigger' } },
    { ...base, id: 'group-inner', trigger: { kind: 'https' } },
  ]);
});
