import { expect, it } from 'vitest';
import { compilePathPattern } from './path-pattern.ts';

it.each([
  ['users/{id}', ['users/a'], ['users', 'users/a/b', 'users/a/posts/b', 'others/a']],
  [
    '/companies/{c}/outbox/{o}/',
    ['companies/a/outbox/b'],
    ['companies/a/outboxes/b', 'companies/a/outbox/b/c/d'],
  ],
  ['users/{rest=**}', ['users/a', 'users/a/posts/b'], ['usersx/a']],
  ['{all=**}/posts/{id}', ['users/a/posts/b', 'posts/b'], ['users/a/postsx/b']],
  ['users/{id=vip-*}', ['users/vip-1'], ['users/plain']],
  ['a.b/{id}', ['a.b/1'], ['axb/1']],
  ['users/*', ['users/x'], ['users/x/y']],
])('%s matches %j and not %j', (pattern, matching, others) => {
  const matches = compilePathPattern(pattern);
  expect(matching.filter(matches)).toEqual(matching);
  expect(others.filter(matches)).toEqual([]);
});
