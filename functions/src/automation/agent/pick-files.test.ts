import { expect, it } from 'vitest';
import type { Media } from '#contracts/collections/message.ts';
import { describeFile, pickFiles } from './pick-files.ts';

const FOLDER = 'companies/acme/media/c1/';
const MB = 1024 * 1024;

const file = (change: Partial<Media> = {}): Media => ({
  kind: 'image',
  mimeType: 'image/png',
  name: 'a.png',
  size: 1000,
  path: `${FOLDER}m/0`,
  state: 'stored',
  ...change,
});
const pick = (...media: Media[]) =>
  pickFiles([{ from: 'customer', text: '', media }], FOLDER, (mimeType) => mimeType !== 'image/gif');

it.each<[string, Partial<Media>, boolean]>([
  ['a picture', {}, true],
  ['a voice note', { kind: 'voice', mimeType: 'audio/ogg' }, true],
  ['a film', { kind: 'video', mimeType: 'video/mp4' }, false],
  ['a document', { kind: 'document', mimeType: 'application/pdf' }, false],
  ['what the provider does not take', { mimeType: 'image/gif' }, false],
  ['what is still being copied', { state: 'pending', path: null }, false],
  ['what is too large', { size: 5 * MB + 1 }, false],
  ['a file of another conversation', { path: 'companies/acme/media/c2/m/0' }, false],
  ['a file of another company', { path: 'companies/globex/media/c1/m/0' }, false],
  ['a way out of the folder', { path: `${FOLDER}../../../globex/media/c1/m/0` }, false],
])('%s is given: %s', (_name, change, isGiven) => {
  expect(pick(file(change)).length).toBe(isGiven ? 1 : 0);
});

it('gives the newest four at most, and 5 MB of them', () => {
  const many = Array.from({ length: 6 }, (_, index) => file({ path: `${FOLDER}m/${index}` }));
  expect(pick(...many)).toEqual(many.slice(2));
  const large = [file({ size: 3 * MB, path: `${FOLDER}m/0` }), file({ size: 3 * MB, path: `${FOLDER}m/1` })];
  expect(pick(...large)).toEqual(large.slice(1));
});

it('gives none where there is no conversation', () => {
  expect(pickFiles([{ from: 'customer', text: '', media: [file()] }], null, () => true)).toEqual([]);
});

it('names what it does not give', () => {
  expect(describeFile(file({ name: 'say "hi"\nnow' }))).toBe('[file: image "say \\"hi\\"\\nnow"]');
  expect(describeFile(file({ name: null, kind: 'video' }))).toBe('[file: video]');
});
