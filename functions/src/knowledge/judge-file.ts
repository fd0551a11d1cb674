import { fileTypeFromBuffer } from 'file-type';

/** Files that knowledge is read from. */
export const KNOWLEDGE_TYPES = {
  text: 'text/plain',
  markdown: 'text/markdown',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const;
export type KnowledgeType = (typeof KNOWLEDGE_TYPES)[keyof typeof KNOWLEDGE_TYPES];

/**
 * What the bytes of a file say it is, or null for anything that knowledge is not read from. Text has no signature: it is
 * text where nothing else is recognised and no byte is zero (UTF-16 says what it is in its first bytes).
 * @param claimed MIME type as uploaded; it tells Markdown from other text and nothing more
 */
export async function judgeFile(bytes: Uint8Array, claimed: string): Promise<KnowledgeType | null> {
  const detected = (await fileTypeFromBuffer(bytes))?.mime;
  if (detected === KNOWLEDGE_TYPES.pdf || detected === KNOWLEDGE_TYPES.docx) return detected;
  if (detected !== undefined || !isText(bytes)) return null;
  return /^text\/markdown\b/i.test(claimed) ? KNOWLEDGE_TYPES.markdown : KNOWLEDGE_TYPES.text;
}

function isText(bytes: Uint8Array): boolean {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return bytes.length > 0 && (isUtf16 || !bytes.includes(0));
}
