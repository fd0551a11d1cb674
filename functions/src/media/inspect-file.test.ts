import { expect, it } from 'vitest';
import { inspectFile } from './inspect-file.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex');
const PDF = Buffer.from('%PDF-1.7\n%âãÏÓ\n');
const EXE = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]);
const OGG = Buffer.concat([Buffer.from('OggS'), Buffer.alloc(24), Buffer.from('OpusHead'), Buffer.alloc(50)]);
const M4A = Buffer.concat([Buffer.from('0000001c', 'hex'), Buffer.from('ftypM4A '), Buffer.alloc(50)]);

it.each([
  ['a picture', PNG, 'image/png', 'image/png'],
  ['a picture of another type than claimed', PNG, 'image/jpeg', 'image/png'],
  ['a photo sent as a document', JPEG, 'application/octet-stream', 'image/jpeg'],
  ['a PDF', PDF, 'application/pdf', 'application/pdf'],
  ['a voice note', OGG, 'audio/ogg; codecs=opus', 'audio/ogg'],
  ['an AAC recording', M4A, 'audio/mp4', 'audio/mp4'],
  ['plain text', Buffer.from('hello, world'), 'text/plain; charset=utf-8', 'text/plain'],
  ['a table', Buffer.from('a,b\n1,2\n'), 'text/csv', 'text/csv'],
  ['a contact', Buffer.from('BEGIN:VCARD\nFN:Ana\nEND:VCARD'), 'text/x-vcard', 'text/vcard'],
  ['something unknown', Buffer.from([1, 2, 3, 4, 5]), 'application/x-unknown', 'application/octet-stream'],
])('%s is accepted as what it is', async (_name, bytes, claimed, mimeType) => {
  expect(await inspectFile(bytes, claimed)).toMatchObject({ outcome: 'accepted', mimeType });
});

it.each([
  ['a program', EXE, 'application/octet-stream'],
  ['a program that claims to be a picture', EXE, 'image/png'],
  ['a page', Buffer.from('<!DOCTYPE html><p>hi'), 'text/html'],
  ['a page that claims to be text', Buffer.from('  <script>alert(1)</script>'), 'text/plain'],
  [
    'a drawing that can hold scripts',
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    'image/svg+xml',
  ],
  ['a drawing with a prologue', Buffer.from('<?xml version="1.0"?><svg/>'), 'image/svg+xml'],
  ['text that claims to be a picture', Buffer.from('hello'), 'image/png'],
  ['a PDF that claims to be a picture', PDF, 'image/png'],
  ['binary that claims to be text', Buffer.from([0, 1, 2, 0]), 'text/plain'],
])('%s is refused', async (_name, bytes, claimed) => {
  expect(await inspectFile(bytes, claimed)).toEqual({ outcome: 'refused' });
});
