import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createServerWatch, probePauseMs } from './server-watch.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function watchServer() {
  const server = { isUp: true, asked: 0, reconnected: 0 };
  const watch = createServerWatch({
    probe: async () => {
      server.asked += 1;
      return server.isUp;
    },
    reconnect: () => {
      server.reconnected += 1;
    },
  });
  return { server, watch };
}

test('asks nothing while all is well', async () => {
  const { server, watch } = watchServer();
  await vi.advanceTimersByTimeAsync(600_000);
  expect([server.asked, watch.isReachable()]).toEqual([0, true]);
});

test('stays quiet about one call that got no answer while the server answers', async () => {
  const { server, watch } = watchServer();
  watch.noteSilence();
  await vi.advanceTimersByTimeAsync(600_000);
  expect([server.asked, watch.isReachable()]).toEqual([1, true]);
});

test('tells that the server is gone after a silent call, and that it is back', async () => {
  const { server, watch } = watchServer();
  const told = vi.fn();
  watch.subscribe(told);
  server.isUp = false;
  watch.noteSilence();
  watch.noteSilence();
  await vi.advanceTimersByTimeAsync(0);
  expect([server.asked, watch.isReachable(), told.mock.calls.length]).toEqual([1, false, 1]);
  server.isUp = true;
  await vi.advanceTimersByTimeAsync(8000);
  expect([watch.isReachable(), server.reconnected]).toEqual([true, 0]);
});

test('wakes a listener that waits while the server is back, and believes it alone', async () => {
  const { server, watch } = watchServer();
  server.isUp = false;
  watch.noteCached(true);
  expect(watch.isReachable()).toBe(false);
  await vi.advanceTimersByTimeAsync(20_000);
  server.isUp = true;
  await vi.advanceTimersByTimeAsync(8000);
  expect([watch.isReachable(), server.reconnected]).toEqual([false, 1]);
  watch.noteCached(false);
  expect(watch.isReachable()).toBe(true);
});

test('asks after pauses from one to eight seconds', () => {
  expect([1, 2, 3, 4, 5].map(probePauseMs)).toEqual([1000, 2000, 4000, 8000, 8000]);
});
