import { expect, it } from 'vitest';
import { now, setClock, waitUntil } from './clock.ts';

it('waits until its own clock is there, though the timers of the machine are ahead of it', async () => {
  const start = Date.now();
  const restore = setClock(() => start + (Date.now() - start) / 2);
  try {
    await waitUntil(start + 40);
    expect(now()).toBeGreaterThanOrEqual(start + 40);
    await waitUntil(start); // over: at once
  } finally {
    restore();
  }
});
