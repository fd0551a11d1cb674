import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AppError } from './app-error.ts';
import { subscribeQuery, type LiveSink, type LiveUnit } from './live-query.ts';

/** A listener that the test speaks through. */
class FakeListener {
  starts = 0;
  running = 0;
  sink: LiveSink<number> | null = null;
  readonly unit: LiveUnit<number> = {
    queryKey: ['numbers'],
    listen: (sink) => {
      this.starts += 1;
      this.running += 1;
      this.sink = sink;
      return () => {
        this.running -= 1;
      };
    },
  };

  say(value: number): void {
    this.sink?.next(() => value);
  }
}

let client: QueryClient;
let listener: FakeListener;

beforeEach(() => {
  client = new QueryClient();
  listener = new FakeListener();
});
afterEach(() => client.clear());

function observe() {
  const observer = new QueryObserver<number, AppError>(client, {
    queryKey: listener.unit.queryKey,
    queryFn: () => subscribeQuery(client, listener.unit),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const stop = observer.subscribe(() => undefined);
  return { observer, stop };
}

/** Lets promises and timers of this turn run. */
function settle(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 10);
  });
}

test('shares one listener among all who look', async () => {
  const first = observe();
  const second = observe();
  listener.say(1);
  await settle();
  expect(listener.starts).toBe(1);
  expect([first, second].map(({ observer }) => observer.getCurrentResult().data)).toEqual([1, 1]);
});

test('shows every value that follows', async () => {
  const { observer } = observe();
  listener.say(1);
  listener.say(2);
  await settle();
  expect(observer.getCurrentResult().data).toBe(2);
  listener.say(3);
  expect(observer.getCurrentResult().data).toBe(3);
});

test('ends with the last observer and keeps what was heard', async () => {
  const first = observe();
  const second = observe();
  listener.say(1);
  await settle();
  first.stop();
  await settle();
  expect(listener.running).toBe(1);
  second.stop();
  await settle();
  expect(listener.running).toBe(0);
  expect(client.getQueryData(listener.unit.queryKey)).toBe(1);
});

test('does not end when an observer leaves and comes back at once', async () => {
  const first = observe();
  listener.say(1);
  await settle();
  first.stop();
  observe();
  await settle();
  expect([listener.starts, listener.running]).toEqual([1, 1]);
});

test('listens again when somebody returns, showing the last value meanwhile', async () => {
  const first = observe();
  listener.say(1);
  await settle();
  first.stop();
  await settle();
  const again = observe();
  expect(again.observer.getCurrentResult().data).toBe(1);
  await settle();
  expect([listener.starts, listener.running]).toEqual([2, 1]);
  listener.say(5);
  await settle();
  expect(again.observer.getCurrentResult().data).toBe(5);
});

test('stops a listener that had not answered yet, and starts a new one on return', async () => {
  const first = observe();
  first.stop();
  await settle();
  expect(listener.running).toBe(0);
  const again = observe();
  await settle();
  listener.say(4);
  await settle();
  expect(again.observer.getCurrentResult()).toMatchObject({ status: 'success', data: 4 });
});

test('fails when the first answer is a refusal, and listens again on retry', async () => {
  const { observer } = observe();
  listener.sink?.fail(new AppError('permission-denied', null));
  await settle();
  expect(observer.getCurrentResult()).toMatchObject({
    status: 'error',
    error: { code: 'permission-denied' },
  });
  expect(listener.running).toBe(0);
  void observer.refetch();
  await settle();
  listener.say(1);
  await settle();
  expect(observer.getCurrentResult()).toMatchObject({ status: 'success', data: 1 });
});

test('keeps the data when a listener fails later, and says so', async () => {
  const { observer } = observe();
  listener.say(1);
  await settle();
  listener.sink?.fail(new AppError('permission-denied', null));
  expect(observer.getCurrentResult()).toMatchObject({ status: 'error', data: 1 });
});

test('listens again when somebody returns to what has failed', async () => {
  const { stop } = observe();
  listener.say(1);
  await settle();
  listener.sink?.fail(new AppError('permission-denied', null));
  stop();
  await settle();
  const again = observe();
  await settle();
  expect(listener.starts).toBe(2);
  listener.say(2);
  await settle();
  expect(again.observer.getCurrentResult()).toMatchObject({ status: 'success', data: 2 });
});

test('builds a value on what the cache holds', async () => {
  const { observer } = observe();
  listener.say(1);
  await settle();
  listener.sink?.next((previous) => (previous ?? 0) + 10);
  expect(observer.getCurrentResult().data).toBe(11);
});

test('builds on what others have put into the cache', async () => {
  const { observer } = observe();
  listener.say(1);
  await settle();
  client.setQueryData(listener.unit.queryKey, 100);
  listener.sink?.next((previous) => (previous ?? 0) + 1);
  expect(observer.getCurrentResult().data).toBe(101);
});
