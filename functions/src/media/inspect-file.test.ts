import { describe, expect, it } from 'vitest';
import { UPLOAD_TYPES } from '#contracts/limits.ts';
import { INSPECTED_BYTES, inspectFile } from './inspect-file.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex');
const PDF = Buffer.from('%PDF-1.7\n%âãÏÓ\n');
const EXE = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]);
const OGG = Buffer.concat([Buffer.from('OggS'), Buffer.alloc(24), Buffer.from('OpusHead'), Buffer.alloc(50)]);
const WEBM = Buffer.from(
  '1a45dfa39f4286810142f7810142f2810442f381084282847765626d42878104428581021853806701ffffffffffffff',
  'hex',
);
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

/** An ISO media file by its brand: what recorders and cameras of one format write differs in these letters alone. */
function isoMedia(brand: string): Buffer {
  return Buffer.concat([Buffer.from('0000001c', 'hex'), Buffer.from(`ftyp${brand}`), Buffer.alloc(60)]);
}

function riff(format: string): Buffer {
  return Buffer.concat([Buffer.from('RIFF'), Buffer.alloc(4), Buffer.from(format), Buffer.alloc(40)]);
}

/** An archive of stored entries, as far as its beginning tells: local headers and data, without the directory. */
function zip(entries: Record<string, Buffer>): Buffer {
  const parts = Object.entries(entries).map(([name, data]) => {
    const header = Buffer.alloc(30);
    header.write('PK\x03\x04', 'latin1');
    header.writeUInt16LE(20, 4);
    header.writeUInt32LE(data.length, 18);
    header.writeUInt32LE(data.length, 22);
    header.writeUInt16LE(name.length, 26);
    return Buffer.concat([header, Buffer.from(name), data]);
  });
  return Buffer.concat(parts);
}

function office(folder: string, type: string): Buffer {
  const part = `application/vnd.openxmlformats-officedocument.${type}.main+xml`;
  const types = `<?xml version="1.0"?><Types><Override PartName="/${folder}/x.xml" ContentType="${part}"/></Types>`;
  return zip({ '[Content_Types].xml': Buffer.from(types), [`${folder}/x.xml`]: Buffer.from('<x/>') });
}

/** An archive whose first file fills all that is looked at. */
const LARGE_FIRST = zip({
  'word/media/1.png': Buffer.alloc(3 * INSPECTED_BYTES, 7),
  '[Content_Types].xml': Buffer.from('<x/>'),
});
const OLE = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);
const APNG = Buffer.concat([
  PNG.subarray(0, 33),
  Buffer.from('00000008', 'hex'),
  Buffer.from('acTL'),
  Buffer.alloc(12),
  PNG.subarray(33),
]);

type Allowed = (typeof UPLOAD_TYPES)[number];

const OFFICE = 'application/vnd.openxmlformats-officedocument';
/** Real beginnings of every type that a member may upload. */
const SAMPLES: Record<Allowed, Record<string, Buffer>> = {
  'image/jpeg': { JFIF: JPEG, Exif: Buffer.from('ffd8ffe1001845786966000049492a0008000000', 'hex') },
  'image/png': { still: PNG, animated: APNG },
  'image/gif': { GIF89a: Buffer.from(`GIF89a${'\0'.repeat(50)}`) },
  'image/webp': { lossy: riff('WEBPVP8 '), extended: riff('WEBPVP8X') },
  'audio/mpeg': {
    frames: Buffer.concat([Buffer.from('fffb9064', 'hex'), Buffer.alloc(40)]),
    tagged: Buffer.concat([Buffer.from('49443303000000087f7f', 'hex'), Buffer.alloc(INSPECTED_BYTES)]),
  },
  'audio/ogg': {
    opus: OGG,
    vorbis: Buffer.concat([
      Buffer.from('OggS'),
      Buffer.alloc(24),
      Buffer.from('\x01vorbis'),
      Buffer.alloc(50),
    ]),
  },
  // Chromium and Safari record voice into MP4 under the brands of films; iPhones and recorders say M4A.
  'audio/mp4': {
    Chromium: isoMedia('isom'),
    Safari: isoMedia('iso5'),
    fragmented: isoMedia('mp42'),
    M4A,
    book: isoMedia('M4B '),
    phone: isoMedia('3gp4'),
  },
  'audio/aac': { ADTS: Buffer.concat([Buffer.from('fff15080', 'hex'), Buffer.alloc(40)]) },
  'audio/amr': { narrow: Buffer.from('#!AMR\n<..........'), wide: Buffer.from('#!AMR-WB\n<.......') },
  'audio/wav': { PCM: riff('WAVEfmt ') },
  'video/mp4': { isom: isoMedia('isom'), mp42: isoMedia('mp42'), iTunes: isoMedia('M4V ') },
  'video/3gpp': { phone: isoMedia('3gp4'), newer: isoMedia('3gp6') },
  'video/webm': { WebM: WEBM },
  'application/pdf': { PDF },
  'application/msword': { OLE },
  'application/vnd.ms-excel': { OLE },
  'application/vnd.ms-powerpoint': { OLE },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': {
    Word: office('word', 'wordprocessingml.document'),
    'a large picture first': LARGE_FIRST,
  },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
    Excel: office('xl', 'spreadsheetml.sheet'),
  },
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': {
    PowerPoint: office('ppt', 'presentationml.presentation'),
  },
  'text/plain': { text: Buffer.from('hello, wörld') },
  'text/csv': { table: Buffer.from('a;b\r\n1;2\r\n') },
  'text/vcard': { card: Buffer.from('BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana\r\nEND:VCARD\r\n') },
};

describe.each(UPLOAD_TYPES)('%s, which members may upload,', (type) => {
  it.each(Object.entries(SAMPLES[type]))('is accepted under its name: %s', async (_name, bytes) => {
    const inspection = await inspectFile(bytes.subarray(0, INSPECTED_BYTES), type);
    expect(inspection).toMatchObject({ outcome: 'accepted', mimeType: type });
  });
});

it.each([
  ['an M4A sound without a claim', M4A, '', 'audio/mp4', 'audio'],
  ['an iTunes film without a claim', isoMedia('M4V '), 'video/x-m4v', 'video/mp4', 'video'],
  ['an animated picture without a claim', APNG, 'image/apng', 'image/png', 'image'],
  ['a voice recording in a phone container', isoMedia('3gp4'), 'audio/3gpp', 'audio/3gpp', 'audio'],
  ['a voice recording in WebM', WEBM, 'audio/webm;codecs=opus', 'audio/webm', 'audio'],
  [
    'a Word file that claims to be Excel',
    office('word', 'wordprocessingml.document'),
    'application/vnd.ms-excel',
    `${OFFICE}.wordprocessingml.document`,
    'document',
  ],
])('%s goes by the common name of its type', async (_name, bytes, claimed, mimeType, kind) => {
  expect(await inspectFile(bytes, claimed)).toEqual({ outcome: 'accepted', mimeType, kind });
});
