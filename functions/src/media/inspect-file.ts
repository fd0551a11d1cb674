import { fileTypeFromBuffer } from 'file-type';
import type { MediaKind } from '#contracts/message-kinds.ts';

/** What the bytes of a file say it is. `refused`: it claims to be something else, or is something that can run. */
export type Inspection = { outcome: 'accepted'; mimeType: string; kind: MediaKind } | { outcome: 'refused' };

/** Enough of a file's beginning to tell its type. */
export const INSPECTED_BYTES = 8192;

/** Programs, and formats that a browser would run. */
const DANGEROUS = new Set([
  'application/x-msdownload',
  'application/x-elf',
  'application/x-mach-binary',
  'application/java-vm',
  'application/x-ms-shortcut',
  'application/vnd.microsoft.portable-executable',
  'application/xml',
  'text/html',
  'image/svg+xml',
]);

/** Other names of one type: the left one is what the bytes are called at times, the right one what everybody reads. */
const EQUAL_TYPES: Record<string, string> = {
  'audio/x-m4a': 'audio/mp4',
  'video/x-m4v': 'video/mp4',
  'audio/opus': 'audio/ogg',
  'audio/vnd.wave': 'audio/wav',
  'audio/x-wav': 'audio/wav',
  'image/apng': 'image/png', // an animated picture is a PNG that older viewers show still
  'text/x-vcard': 'text/vcard',
};

/**
 * Containers whose exact type a few bytes cannot tell: the claim decides among their members. Voice recorders of
 * browsers and phones write sound into containers that name themselves films.
 */
const FAMILIES: Record<string, RegExp> = {
  'application/zip': /^application\/vnd\.openxmlformats-officedocument\./,
  'application/x-cfb': /^application\/(msword|vnd\.ms-(excel|powerpoint))$/,
  'video/mp4': /^(audio|video)\/mp4$/,
  'video/3gpp': /^(audio\/mp4|(audio|video)\/3gpp)$/,
  'video/webm': /^(audio|video)\/webm$/,
};

/** Text has no signature of its own; these claims are believed where the bytes are plain text. */
const TEXT_TYPES = /^text\/(plain|csv|vcard|calendar)$/;

/**
 * Tells the real type of a file by its first bytes. What a provider or browser claims counts only where the bytes leave
 * it open; a picture, sound or film must really be one.
 * @param head the first `INSPECTED_BYTES` of the file
 * @param claimed MIME type, parameters allowed
 */
export async function inspectFile(head: Uint8Array, claimed: string): Promise<Inspection> {
  const claim = commonName(claimed);
  const detected = await fileTypeFromBuffer(head);
  const actual = detected === undefined ? readText(head, claim) : settle(commonName(detected.mime), claim);
  if (actual === null || DANGEROUS.has(actual)) return { outcome: 'refused' };
  if (isPlayable(claim) && !isPlayable(actual)) return { outcome: 'refused' };
  return { outcome: 'accepted', mimeType: actual, kind: kindOf(actual) };
}

/** `image/png` is shown as an image, and so on; everything else is a document to download. */
function kindOf(mimeType: string): MediaKind {
  const family = mimeType.split('/', 1)[0] ?? '';
  if (family === 'image' || family === 'audio' || family === 'video') return family;
  return 'document';
}

function settle(detected: string, claim: string): string {
  return FAMILIES[detected]?.test(claim) === true ? claim : detected;
}

/** The common name of a type, without parameters. */
function commonName(mimeType: string): string {
  const plain = mimeType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return Object.hasOwn(EQUAL_TYPES, plain) ? (EQUAL_TYPES[plain] ?? plain) : plain;
}

function isPlayable(mimeType: string): boolean {
  return /^(image|audio|video)\//.test(mimeType);
}

/** Bytes without a signature: text where it is text and no markup, otherwise a document of unknown type. */
function readText(head: Uint8Array, claim: string): string | null {
  const text = new TextDecoder('utf-8', { fatal: false }).decode(head);
  if (/<(!doctype|html|script|svg|body|iframe|\?xml)/i.test(text)) return null;
  if (TEXT_TYPES.test(claim)) return head.includes(0) ? null : claim;
  return isPlayable(claim) ? null : 'application/octet-stream';
}
