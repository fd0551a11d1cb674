import { expect, it, test } from 'vitest';
import { findUntilProblem, newestBegun, nextUrgent, unseenNotices, visibleNotices } from './model.ts';

const notice = (id: string, from: number, until: number | null = null) => ({
  id,
  priority: 'normal' as const,
  roles: ['agent' as const],
  from,
  until,
});

it('a role sees its own posts from their beginning to their end, the newest first', () => {
  const all = [notice('old', 1), notice('ended', 1, 50), notice('new', 90), notice('later', 200)];
  expect(visibleNotices(all, 'agent', 100).map(({ id }) => id)).toEqual(['new', 'old']);
  expect(visibleNotices(all, 'supervisor', 100)).toEqual([]);
});

it('a role may ask for posts up to the newest one that has begun', () => {
  const all = [notice('old', 1), notice('ended', 40, 50), notice('later', 200)];
  expect(newestBegun(all, 'agent', 100)).toBe(40);
  expect(newestBegun(all, 'agent', 200)).toBe(200);
  expect(newestBegun(all, 'supervisor', 200)).toBe(0);
});

it('what began after the last look is unseen', () => {
  expect(unseenNotices([notice('a', 10), notice('b', 20)], 10).map(({ id }) => id)).toEqual(['b']);
});

it('every urgent post interrupts once, the oldest first', () => {
  const urgent = (id: string, from: number) => ({ ...notice(id, from), priority: 'urgent' as const });
  const posts = [urgent('second', 30), notice('plain', 20), urgent('first', 10)];
  const first = nextUrgent(posts, 0, 'ana');
  expect(first?.id).toBe('first');
  const second = nextUrgent(posts, first?.from ?? 0, 'ana');
  expect(second?.id).toBe('second');
  expect(nextUrgent(posts, second?.from ?? 0, 'ana')).toBeNull();
});

it('nobody is interrupted by their own post', () => {
  const urgent = (id: string, from: number, authorId?: string) => ({
    ...notice(id, from),
    priority: 'urgent' as const,
    ...(authorId !== undefined && { authorId }),
  });
  const posts = [urgent('own', 10, 'ana'), urgent('other', 20, 'ben'), urgent('from before', 30)];
  expect(nextUrgent(posts, 0, 'ana')?.id).toBe('other');
  expect(nextUrgent(posts, 20, 'ana')?.id).toBe('from before');
  expect(nextUrgent(posts, 0, 'ben')?.id).toBe('own');
});

const AT = 1_000_000;
test.each([
  ['without an end', { from: AT + 1, until: null }, null, null],
  ['that ends after it begins', { from: AT + 1, until: AT + 2 }, null, null],
  ['that ends before it begins', { from: AT + 2, until: AT + 1 }, null, 'beforeFrom'],
  ['that ends as it begins', { from: AT + 2, until: AT + 2 }, null, 'beforeFrom'],
  ['of now that ends later', { from: null, until: AT + 1 }, null, null],
  ['of now that has ended', { from: null, until: AT - 1 }, null, 'past'],
  ['that began and ended', { from: null, until: AT - 1 }, { from: AT - 2 }, null],
] as const)('the end of a post %s', (_name, times, post, problem) => {
  expect(findUntilProblem(times, post, AT)).toBe(problem);
});
