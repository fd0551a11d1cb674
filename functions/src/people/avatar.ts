import { LIMITS } from '#contracts/limits.ts';
import { readUpload } from '../media/read-upload.ts';
import { shapeImage } from '../media/shape-image.ts';
import { bucket } from '../platform/admin.ts';
import { randomId } from '../platform/ids.ts';
import { log } from '../platform/log.ts';

/** A square for the largest place of a picture on a dense screen. */
const SQUARE = { width: 256, height: 256, fit: 'cover' } as const;

/** Where the pictures of one member stand, with a slash at the end. Served by `media` like a conversation's files. */
export function avatarFolder(companyId: string, uid: string): string {
  return `companies/${companyId}/media/avatar-${uid}/`;
}

/**
 * Takes an upload of the member as the new picture, cut to a square. The upload is removed.
 * @returns the path of the picture
 * @throws Refusal `upload-missing`, `upload-too-large`, `image-unreadable`
 */
export async function storeAvatar(
  owner: { companyId: string; uid: string },
  upload: string,
): Promise<string> {
  const { companyId, uid } = owner;
  const field = 'avatar';
  const { bytes } = await readUpload(upload, { companyId, uid, maxBytes: LIMITS.avatarBytes, field });
  const picture = await shapeImage(bytes, SQUARE, field);
  const path = `${avatarFolder(companyId, uid)}${randomId()}/0`;
  await bucket()
    .file(path)
    .save(picture, {
      resumable: false,
      metadata: { contentType: 'image/webp', metadata: { name: 'avatar.webp' } },
    });
  await removeFile(upload);
  return path;
}

/** Removes a file that nothing names any more. It costs space and nothing else, so that a failure is only logged. */
export async function removeFile(path: string): Promise<void> {
  try {
    await bucket().file(path).delete({ ignoreNotFound: true });
  } catch (error) {
    log.error('file not removed', error);
  }
}
