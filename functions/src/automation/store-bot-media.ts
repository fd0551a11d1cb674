import type { CallableOutput } from '#contracts/callables/index.ts';
import { LIMITS } from '#contracts/limits.ts';
import { discardUploads, mediaPath, storeUpload } from '../media/store-upload.ts';
import type { Call } from '../platform/callable.ts';
import { randomId } from '../platform/ids.ts';

/**
 * Keeps an uploaded file where a rule bot sends it from, judged by its bytes.
 * @throws Refusal `upload-missing`, `upload-type-refused` or `upload-too-large`
 */
export async function storeBotMedia(call: Call<'storeBotMedia'>): Promise<CallableOutput<'storeBotMedia'>> {
  const { companyId, uid, input } = call;
  const owner = { companyId, uid, maxBytes: LIMITS.uploadBytes };
  const place = { path: mediaPath(companyId, 'bots', randomId(), 0), field: 'path' };
  const { path, name, mimeType, kind, size } = await storeUpload(input, owner, place);
  await discardUploads([input]);
  return { path, name, mimeType, kind, size };
}
