import { z } from 'zod';
import type { ObjectAttributes } from './stored-object.ts';
import { TOKENS_KEY } from './stored-object.ts';
import { unimplemented } from './storage-error.ts';

const text = z.string().nullable().optional();

/** The writable part of an object's resource; null clears a field. */
const attributesSchema = z.object({
  name: z.string().optional(),
  contentType: text,
  contentEncoding: text,
  contentDisposition: text,
  contentLanguage: text,
  cacheControl: text,
  customTime: text,
  metadata: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]).nullable())
    .nullable()
    .optional(),
  /** Checksums that the writer computed; an upload that arrives otherwise is refused. */
  md5Hash: text,
  crc32c: text,
});
export type AttributesPatch = z.infer<typeof attributesSchema>;

const NOT_OFFERED = ['acl', 'contexts', 'eventBasedHold', 'kmsKeyName', 'retention', 'temporaryHold'];

/** Reads the JSON part of a request. Refuses with 501 what would change an object in a way not offered here. */
export function parseAttributes(body: unknown): AttributesPatch {
  if (typeof body === 'object' && body !== null) {
    const refused = NOT_OFFERED.find((field) => Object.hasOwn(body, field));
    if (refused !== undefined) throw unimplemented(`object.${refused}`);
  }
  return attributesSchema.parse(body);
}

/** The attributes after a patch; with tokens apart, which the JSON API mixes into the custom metadata. */
export function patchAttributes(
  before: ObjectAttributes & { downloadTokens: string[] },
  patch: AttributesPatch,
): ObjectAttributes & { downloadTokens: string[] } {
  const pick = (field: Exclude<keyof ObjectAttributes, 'metadata'>): string | null =>
    patch[field] === undefined ? before[field] : patch[field];
  const metadata = patchMetadata(before.metadata, patch.metadata);
  const tokens = metadata[TOKENS_KEY];
  const clearsTokens = patch.metadata === null || patch.metadata?.[TOKENS_KEY] === null;
  return {
    contentType: pick('contentType'),
    contentEncoding: pick('contentEncoding'),
    contentDisposition: pick('contentDisposition'),
    contentLanguage: pick('contentLanguage'),
    cacheControl: pick('cacheControl'),
    customTime: pick('customTime'),
    metadata: Object.fromEntries(Object.entries(metadata).filter(([key]) => key !== TOKENS_KEY)),
    downloadTokens: tokens === undefined ? (clearsTokens ? [] : before.downloadTokens) : splitTokens(tokens),
  };
}

function patchMetadata(
  before: Record<string, string>,
  patch: AttributesPatch['metadata'],
): Record<string, string> {
  if (patch === undefined) return before;
  if (patch === null) return {};
  const merged: Record<string, string | number | boolean | null> = { ...before, ...patch };
  return Object.fromEntries(
    Object.entries(merged).flatMap(([key, value]) => (value === null ? [] : [[key, String(value)]])),
  );
}

function splitTokens(tokens: string): string[] {
  return tokens.split(',').filter((token) => token !== '');
}
