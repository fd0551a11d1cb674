import { useSession } from './session.ts';
import { uploadFile } from './upload-file.ts';

/** Puts the picture of a form where the callables look for it, and answers with what they take; null stays null. */
export function useUploadPicture() {
  const { companyId, uid } = useSession();
  return async (picture: Blob | null): Promise<{ path: string } | null> =>
    picture && { path: await uploadFile({ companyId, uid, blob: picture, mimeType: picture.type }) };
}
