import { afterAll, beforeAll, expect, it } from 'vitest';
import { setClock } from '../platform/clock.ts';
import { browserGrant, providerMediaUrl, remainingGrantMs } from './media-links.ts';

const PATH = 'companies/acme/media/conv/msg/0';
let time = 1_763_700_000_000;
let restore: () => void;
beforeAll(() => {
  restore = setClock(() => time);
  process.env['MEDIA_SIGNING_KEY'] = Buffer.alloc(32, 1).toString('base64');
  process.env['PUBLIC_BASE_URL'] = 'https://example.test';
});
afterAll(() => restore());

const MINUTE = 60_000;

it('a browser grant opens every file of its company for 15 minutes, and none of another', () => {
  const query = new URLSearchParams(browserGrant('acme').query);
  expect(remainingGrantMs(PATH, query)).toBe(15 * MINUTE);
  expect(remainingGrantMs('companies/acme/media/other/msg/3', query)).not.toBeNull();
  expect(remainingGrantMs('companies/globex/media/conv/msg/0', query)).toBeNull();
  time += 15 * MINUTE;
  expect(remainingGrantMs(PATH, query)).toBeNull();
});

it('a provider link opens one file for 12 hours', () => {
  const url = new URL(providerMediaUrl(PATH));
  expect(url.href.startsWith(`https://example.test/media/${PATH}?`)).toBe(true);
  expect(remainingGrantMs(PATH, url.searchParams)).toBe(12 * 60 * MINUTE);
  expect(remainingGrantMs('companies/acme/media/conv/msg/1', url.searchParams)).toBeNull();
});

it.each([
  ['another end', (query: URLSearchParams) => query.set('e', String(Number(query.get('e')) + 1))],
  ['another signature', (query: URLSearchParams) => query.set('s', 'A'.repeat(22))],
  ['another kind', (query: URLSearchParams) => query.set('k', 'link')],
  ['no signature', (query: URLSearchParams) => query.delete('s')],
  ['no end', (query: URLSearchParams) => query.delete('e')],
])('a grant with %s opens nothing', (_name, tamper) => {
  const query = new URLSearchParams(browserGrant('acme').query);
  tamper(query);
  expect(remainingGrantMs(PATH, query)).toBeNull();
});

it.each(['uploads/acme/me/x', 'companies/acme/media/../secrets/x/0', 'companies/acme/media/a/b', ''])(
  'nothing opens %o',
  (path) => expect(remainingGrantMs(path, new URLSearchParams(browserGrant('acme').query))).toBeNull(),
);
