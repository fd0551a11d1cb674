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

/** Containers whose exact type a few bytes cannot tell: the claim decides among their members. */
const FAMILIES: Record<string, RegExp> = {
  'application/zip': /^application\/vnd\.openxmlformats-officedocument\./,
  'application/x-cfb': /^application\/(msword|vnd\.ms-(excel|powerpoint))$/,
  'video/mp4': /^(audio|video)\/mp4$/,
  'audio/x-m4a': /^audio\/mp4$/,
  'audio/ogg': /^audio\/ogg/,
  'audio/ogg; codecs=opus': /^audio\/ogg/,
  'audio/opus': /^audio\/ogg/,
  'video/webm': /^(audio|video)\/webm$/,
};

/** Text has no signature of its own; these claims are believed where the bytes are plain text. */
const TEXT_TYPES = /^text\/(plain|csv|vcard|x-vcard|calendar)$/;

/**
 * Tells the real type of a file by its first bytes. What a provider or browser claims counts only where the bytes leave
 * it open; a picture, sound or film must really be one.
 * @param head the first `INSPECTED_BYTES` of the file
 * @param claimed MIME type, parameters allowed
 */
export async function inspectFile(head: Uint8Array, claimed: string): Promise<Inspection> {
  const claim = claimed.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const detected = await fileTypeFromBuffer(head);
  const actual = detected === undefined ? readText(head, claim) : settle(detected.mime, claim);
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
  const family = FAMILIES[detected];
  if (family?.test(claim) === true) return claim;
  return detected.split(';', 1)[0] ?? detected;
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
