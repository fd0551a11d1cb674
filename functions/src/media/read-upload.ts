import { bucket } from '../platform/admin.ts';
import { Refusal } from '../platform/refusal.ts';

/** A file as it was uploaded; the bytes say what it is, and nobody but they. */
interface ReadUpload {
  bytes: Buffer;
  claimedType: string;
}

/**
 * A file that a member put to the own upload place.
 * @throws Refusal `upload-missing` for a file that is not there or is somebody else's, `upload-too-large`
 */
export async function readUpload(
  path: string,
  whose: { companyId: string; uid: string; maxBytes: number; field: string },
): Promise<ReadUpload> {
  const { companyId, uid, maxBytes, field } = whose;
  if (!isOwnUpload(path, companyId, uid)) throw new Refusal('upload-missing', { field });
  const file = bucket().file(path);
  if (!(await file.exists())[0]) throw new Refusal('upload-missing', { field });
  const [metadata] = await file.getMetadata();
  if (Number(metadata.size) > maxBytes)
    throw new Refusal('upload-too-large', { field, values: { limit: maxBytes } });
  const [bytes] = await file.download();
  return { bytes, claimedType: metadata.contentType ?? '' };
}

/** Whether a path lies where only this member uploads. */
export function isOwnUpload(path: string, companyId: string, uid: string): boolean {
  return path.startsWith(`uploads/${companyId}/${uid}/`) && !path.includes('..');
}
