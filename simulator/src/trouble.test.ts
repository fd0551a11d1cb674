import { expect, test } from 'vitest';
import { TroubleMaker } from './trouble.ts';

test('clearing lets go whoever waits, the first who came first, and nobody who comes later', async () => {
  const trouble = new TroubleMaker();
  const { signal } = new AbortController();
  const order: string[] = [];
  const waitAs = async (name: string): Promise<void> => {
    await trouble.cleared(signal);
    order.push(name);
  };
  const waiting = [waitAs('first'), waitAs('second')];
  trouble.clear();
  const late = waitAs('late');
  await Promise.all(waiting);
  expect(order).toEqual(['first', 'second']);
  trouble.clear();
  await late;
});

test('a hold that is used up takes no more, and is listed until it is cleared', () => {
  const trouble = new TroubleMaker();
  trouble.add({ kind: 'hold', on: 'status', times: 1 });
  expect(trouble.take('hold')).not.toBeNull();
  expect(trouble.take('hold')).toBeNull();
  expect(trouble.list()).toEqual([{ kind: 'hold', on: 'status', times: 0 }]);
  trouble.clear();
  expect(trouble.list()).toEqual([]);
});
