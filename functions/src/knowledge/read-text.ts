import { LIMITS } from '#contracts/limits.ts';
import { KNOWLEDGE_TYPES, type KnowledgeType } from './judge-file.ts';
import { readDocx } from './read-docx.ts';
import { readPdf } from './read-pdf.ts';

/** The text of a file, or why there is none. */
export type ReadText =
  | { outcome: 'read'; text: string }
  | {
      outcome: 'failed';
      problem: 'document-unreadable' | 'document-locked' | 'document-too-heavy' | 'too-long';
    };

/** Reads the text of a file. A file without any (empty, scanned, damaged) is unreadable. */
export async function readText(bytes: Buffer, type: KnowledgeType): Promise<ReadText> {
  if (type === KNOWLEDGE_TYPES.docx) return judgeText(await readDocx(bytes));
  if (type !== KNOWLEDGE_TYPES.pdf) return judgeText(decode(bytes));
  const pdf = await readPdf(bytes, LIMITS.knowledgeCharacters);
  if (pdf.outcome === 'locked') return { outcome: 'failed', problem: 'document-locked' };
  return judgeText(pdf.outcome === 'read' ? pdf.text : null);
}

function judgeText(raw: string | null): ReadText {
  const text = raw === null ? '' : tidy(raw);
  if (!/[\p{L}\p{N}]/u.test(text)) return { outcome: 'failed', problem: 'document-unreadable' };
  if (text.length > LIMITS.knowledgeCharacters) return { outcome: 'failed', problem: 'too-long' };
  return { outcome: 'read', text };
}

/** UTF-8 where it is that, UTF-16 where it says so, else what Windows wrote before. */
function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** One kind of line end, no control characters, no long gaps. */
function tidy(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{C}\n\t]/gu, '')
    .replaceAll(/(?<![ \t])[ \t]+\n/g, '\n') // only from where the spaces begin: a long run is looked at once
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}
