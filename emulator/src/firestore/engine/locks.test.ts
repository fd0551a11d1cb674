import { expect, test } from 'vitest';
import { LOCK_WAIT_LIMIT_MS, LockTable, type LockOwner } from './locks.ts';

function owner(age: number, breakable = true): LockOwner {
  return { age, breakable };
}

function tableWithBroken(): { locks: LockTable; broken: LockOwner[] } {
  const broken: LockOwner[] = [];
  return { locks: new LockTable((victim) => broken.push(victim)), broken };
}

/** Takes a lock that nobody holds. */
function take(locks: LockTable, taker: LockOwner, key: string): void {
  expect(locks.acquire(taker, key, 0)).toBeUndefined();
}

test('grants a lock to those who wait in the order of asking', async () => {
  const { locks } = tableWithBroken();
  const [first, second, third] = [owner(1), owner(2), owner(3)];
  const order: string[] = [];
  take(locks, first, 'a');
  const secondGranted = locks.acquire(second, 'a', 0)?.then(() => order.push('second'));
  const thirdGranted = locks.acquire(third, 'a', 0)?.then(() => order.push('third'));
  locks.release(first);
  await secondGranted;
  expect(order).toEqual(['second']);
  locks.release(second);
  await thirdGranted;
  expect(order).toEqual(['second', 'third']);
  locks.release(third);
  expect(locks.isEmpty).toBe(true);
});

test('lets the holder ask again, and one who waits ask twice', async () => {
  const { locks, broken } = tableWithBroken();
  const [first, second, third] = [owner(1), owner(2), owner(3)];
  take(locks, first, 'a');
  expect(locks.acquire(first, 'a', 0)).toBeUndefined();
  const waits = [locks.acquire(second, 'a', 0), locks.acquire(third, 'a', 0), locks.acquire(second, 'a', 0)];
  expect(waits[2]).toBe(waits[0]);
  locks.release(first);
  await waits[0];
  locks.release(second);
  await waits[1];
  expect(broken).toEqual([]);
});

test('ends the youngest of a circle and lets the others go on', async () => {
  const { locks, broken } = tableWithBroken();
  const [oldest, middle, youngest] = [owner(1), owner(2), owner(3)];
  take(locks, oldest, 'a');
  take(locks, middle, 'b');
  take(locks, youngest, 'c');
  const middleWaits = locks.acquire(middle, 'c', 0);
  const youngestWaits = locks.acquire(youngest, 'a', 0);
  const refused = expect(youngestWaits).rejects.toMatchObject({ status: 'ABORTED' });
  const oldestWaits = locks.acquire(oldest, 'b', 0);
  await refused;
  await middleWaits;
  expect(broken).toEqual([youngest]);
  locks.release(middle);
  await oldestWaits;
});

test('never ends a commit outside a transaction to break a circle', async () => {
  const { locks, broken } = tableWithBroken();
  const transaction = owner(1);
  const commit = owner(2, false);
  take(locks, transaction, 'b');
  take(locks, commit, 'a');
  const commitWaits = locks.acquire(commit, 'b', 0);
  await expect(locks.acquire(transaction, 'a', 0)).rejects.toMatchObject({ status: 'ABORTED' });
  await commitWaits;
  expect(broken).toEqual([transaction]);
});

test('breaks every circle that one wait closes', async () => {
  const { locks, broken } = tableWithBroken();
  const start = owner(1);
  const [left, right] = [owner(2), owner(3)];
  take(locks, start, 's');
  take(locks, left, 'l');
  const leftWaits = expect(locks.acquire(left, 's', 0)).rejects.toThrow();
  const rightWaits = expect(locks.acquire(right, 's', 0)).rejects.toThrow();
  // `right` stands behind `left` in the queue for `s`, and `start` now waits for `left`.
  take(locks, right, 'r');
  const parallel = [locks.acquire(start, 'r', 0), locks.acquire(start, 'l', 0)];
  await Promise.all([leftWaits, rightWaits, ...parallel]);
  expect(broken).toEqual([right, left]);
});

test('refuses a wait after its limit and frees what the owner held', async () => {
  const { locks, broken } = tableWithBroken();
  const [first, second] = [owner(1), owner(2)];
  take(locks, first, 'a');
  take(locks, second, 'b');
  const refused = expect(locks.acquire(second, 'a', 1_000)).rejects.toThrow('Transaction lock timeout.');
  locks.expireWaits(1_000 + LOCK_WAIT_LIMIT_MS - 1);
  expect(broken).toEqual([]);
  locks.expireWaits(1_000 + LOCK_WAIT_LIMIT_MS);
  await refused;
  expect(broken).toEqual([second]);
  expect(locks.isFree(['b'])).toBe(true);
  expect(locks.hasWaiters).toBe(false);
});

test('searches for circles only where an owner can close one, however many wait for a key', async () => {
  const { locks } = tableWithBroken();
  const owners = Array.from({ length: 1_000 }, (_, age) => owner(age));
  const waits = owners.map((each) => locks.acquire(each, 'hot', 0));
  for (const each of owners) {
    await waits[each.age];
    locks.release(each);
  }
  expect(locks.examined).toBe(0);
  expect(locks.isEmpty).toBe(true);
  const [holder, other] = [owner(1), owner(2)];
  take(locks, holder, 'a');
  take(locks, other, 'b');
  const granted = locks.acquire(holder, 'b', 0);
  expect(locks.examined).toBe(2);
  locks.release(other);
  await granted;
});
