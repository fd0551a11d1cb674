import type { Media } from '#contracts/collections/message.ts';
import { LIMITS, UPLOAD_TYPES } from '#contracts/limits.ts';
import { bucket } from '../platform/admin.ts';
import { randomId } from '../platform/ids.ts';
import { log } from '../platform/log.ts';
import { Refusal } from '../platform/refusal.ts';
import { INSPECTED_BYTES, inspectFile } from './inspect-file.ts';
import { isOwnUpload } from './read-upload.ts';

export interface Upload {
  path: string;
  name: string;
}

export interface UploadTarget extends UploadOwner {
  conversationId: string;
}

interface UploadOwner {
  companyId: string;
  /** Whose uploads these are: nobody sends another member's. */
  uid: string;
  /** Bytes that one file may have, such as on the channel. */
  maxBytes: number;
}

/** A file whose bytes are where only functions write. */
type StoredFile = Media & { name: string; size: number; path: string; state: 'stored' };

/**
 * Object path of the n-th file of a message: no client may write there.
 * @param folder of this message's files alone
 */
export function mediaPath(companyId: string, conversationId: string, folder: string, index: number): string {
  return `companies/${companyId}/media/${conversationId}/${folder}/${index}`;
}

/**
 * Judges the files that a member uploaded by their real bytes and copies them to where only functions write.
 * @throws Refusal `upload-missing`, `upload-type-refused` or `upload-too-large`, naming the file by `field`
 */
export async function storeUploads(uploads: Upload[], target: UploadTarget): Promise<Media[]> {
  const stored: Media[] = [];
  // Not named after the message, whose id the caller chooses: another message's files would be written over.
  const folder = randomId();
  for (const [index, upload] of uploads.entries())
    stored.push(
      await storeUpload(upload, target, {
        path: mediaPath(target.companyId, target.conversationId, folder, index),
        field: `uploads.${index}`,
      }),
    );
  return stored;
}

/** Removes what was copied. Leftovers cost space and nothing else, so that a failure is only logged. */
export async function discardUploads(uploads: Upload[]): Promise<void> {
  const results = await Promise.allSettled(uploads.map(({ path }) => bucket().file(path).delete()));
  for (const result of results)
    if (result.status === 'rejected') log.error('upload not removed', result.reason);
}

/**
 * The same for one file.
 * @param place.path where it goes
 * @param place.field what a refusal names
 */
export async function storeUpload(
  upload: Upload,
  { companyId, uid, maxBytes }: UploadOwner,
  { path, field }: { path: string; field: string },
): Promise<StoredFile> {
  const source = bucket().file(upload.path);
  if (!isOwnUpload(upload.path, companyId, uid) || !(await source.exists())[0])
    throw new Refusal('upload-missing', { field });
  const [metadata] = await source.getMetadata();
  const size = Number(metadata.size);
  const limit = Math.min(maxBytes, LIMITS.uploadBytes);
  if (size > limit) throw new Refusal('upload-too-large', { field, values: { limit } });
  const [head] = await source.download({ start: 0, end: Math.min(size, INSPECTED_BYTES) - 1 });
  const inspection = await inspectFile(head, metadata.contentType ?? '');
  if (inspection.outcome === 'refused' || !isAllowed(inspection.mimeType)) {
    throw new Refusal('upload-type-refused', { field });
  }
  const { mimeType, kind } = inspection;
  await source.copy(bucket().file(path), { contentType: mimeType, metadata: { name: upload.name } });
  return { kind, mimeType, name: upload.name, size, path, state: 'stored' };
}

function isAllowed(mimeType: string): boolean {
  return UPLOAD_TYPES.some((allowed) => allowed === mimeType);
}
