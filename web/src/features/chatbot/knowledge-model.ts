import type { KnowledgeDocument } from '#contracts/collections/knowledge.ts';
import { LIMITS } from '#contracts/limits.ts';

/** Endings of files that text can be read from, and the type that each is uploaded as. */
const TYPES: Record<string, string> = {
  txt: 'text/plain',
  // Uploads know no type of Markdown; its text is plain.
  md: 'text/plain',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

/** What a file picker offers. */
export const KNOWLEDGE_ENDINGS = Object.keys(TYPES)
  .map((ending) => `.${ending}`)
  .join(',');

/** The type that a file is uploaded as; empty for one that cannot be read. */
export function uploadTypeOf({ name }: Pick<File, 'name'>): string {
  return TYPES[name.slice(name.lastIndexOf('.') + 1).toLowerCase()] ?? '';
}

/** Why a chosen file cannot become knowledge, before it is uploaded in vain; null when it can. */
export function findFileProblem(file: Pick<File, 'name' | 'size'>): 'type' | 'size' | 'empty' | null {
  if (uploadTypeOf(file) === '') return 'type';
  if (file.size === 0) return 'empty';
  return file.size > LIMITS.knowledgeBytes ? 'size' : null;
}

/** How far the training of some documents is, 0 to 1; null when none is being trained. */
export function trainingShare(
  documents: readonly Pick<KnowledgeDocument, 'status' | 'chunkCount' | 'trainedCount'>[],
): number | null {
  const training = documents.filter(({ status }) => status === 'training');
  if (training.length === 0) return null;
  const total = training.reduce((sum, { chunkCount }) => sum + chunkCount, 0);
  const done = training.reduce((sum, { trainedCount }) => sum + trainedCount, 0);
  return total === 0 ? 0 : Math.min(1, done / total);
}
