import type { KnowledgeDocument } from '#contracts/collections/knowledge.ts';
import { LIMITS } from '#contracts/limits.ts';
import { readUpload } from '../media/read-upload.ts';
import { bucket } from '../platform/admin.ts';
import { randomId } from '../platform/ids.ts';
import { log } from '../platform/log.ts';
import { Refusal } from '../platform/refusal.ts';
import { judgeFile } from './judge-file.ts';
import type { ReadText } from './read-text.ts';
import { readTextApart } from './read-text-apart.ts';

type Source = KnowledgeDocument['source'];

/** Whose file it is and which document it becomes. */
interface FileTarget {
  companyId: string;
  assistantId: string;
  documentId: string;
  /** Whose uploads these are: nobody uses another member's. */
  uid: string;
}

/** Folder of a document's files. No client may read or write there. */
function folderOf({ companyId, assistantId, documentId }: Omit<FileTarget, 'uid'>): string {
  return `companies/${companyId}/knowledge/${assistantId}/${documentId}`;
}

/**
 * Judges a member's upload by its real bytes and copies it to where only functions write. Under a new name each time:
 * the file of a training that runs is not changed beneath it.
 * @throws Refusal `upload-missing`, `upload-too-large` or `upload-type-refused`
 */
export async function storeFile(uploadPath: string, target: FileTarget): Promise<Source> {
  const { companyId, uid } = target;
  const field = 'source.path';
  const upload = await readUpload(uploadPath, { companyId, uid, maxBytes: LIMITS.knowledgeBytes, field });
  const { bytes, claimedType } = upload;
  const mimeType = await judgeFile(bytes, claimedType);
  if (mimeType === null) throw new Refusal('upload-type-refused', { field });
  const path = `${folderOf(target)}/${randomId()}`;
  await bucket().file(path).save(bytes, { resumable: false, contentType: mimeType });
  return { type: 'file', path, mimeType, size: bytes.length, uploadPath };
}

/** The text of a document: typed, or read from its file. */
export async function readStoredText(source: Source): Promise<ReadText> {
  if (source.type === 'text') return { outcome: 'read', text: source.text };
  const file = bucket().file(source.path);
  if (!(await file.exists())[0]) return { outcome: 'failed', problem: 'document-unreadable' };
  const [bytes] = await file.download();
  // The bytes decide again: they are what will be read.
  const type = await judgeFile(bytes, source.mimeType);
  return type === null
    ? { outcome: 'failed', problem: 'document-unreadable' }
    : readTextApart({ bytes, type });
}

/** Deletes every file of a document. */
export async function deleteFiles(target: Omit<FileTarget, 'uid'>): Promise<void> {
  await bucket().deleteFiles({ prefix: `${folderOf(target)}/` });
}

/** Deletes files that nothing refers to any more. Leftovers cost space and nothing else, so that a failure is only logged. */
export async function discardFiles(paths: string[]): Promise<void> {
  const results = await Promise.allSettled(
    paths.map((path) => bucket().file(path).delete({ ignoreNotFound: true })),
  );
  for (const result of results)
    if (result.status === 'rejected') log.error('knowledge file not removed', result.reason);
}
