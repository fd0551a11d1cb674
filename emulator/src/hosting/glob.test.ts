import { expect, it } from 'vitest';
import { compileGlob, compileSource } from './glob.ts';

it.each([
  ['**', ['/', '/a', '/a/b.js'], []],
  ['/webhooks/**', ['/webhooks/a', '/webhooks/a/b'], ['/webhooksx', '/api/webhooks/a']],
  ['/assets/*', ['/assets/a.js'], ['/assets/a/b.js']],
  ['assets/*', ['/assets/a.js'], ['/x/assets/a.js']],
  ['**/*.@(js|css)', ['/a.js', '/x/y/b.css'], ['/a.json', '/a.js/b']],
  ['/img/*.{png,jpg}', ['/img/a.png'], ['/img/a.gif']],
  ['/a/**/z', ['/a/z', '/a/b/c/z'], ['/a/bz']],
  ['/v?/x', ['/v1/x'], ['/v12/x']],
  ['/x/[0-9]', ['/x/5'], ['/x/a']],
  ['/a.b+c', ['/a.b+c'], ['/aXb+c']],
])('%s matches %j and not %j', (glob, matching, others) => {
  const matches = compileGlob(glob);
  expect(matching.filter(matches)).toEqual(matching);
  expect(others.filter(matches)).toEqual([]);
});

it('a source may be a regular expression', () => {
  expect(compileSource({ regex: '^/item/\\d+$' })('/item/12')).toBe(true);
});

it('a negated group is refused instead of misread', () => {
  expect(() => compileGlob('/!(a)/**')).toThrow(/not supported/);
});
