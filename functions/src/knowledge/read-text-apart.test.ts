import { deflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { docxOf, pdfOf } from '../testing/documents.ts';
import { KNOWLEDGE_TYPES, type KnowledgeType } from './judge-file.ts';
import { readTextApart } from './read-text-apart.ts';

const { docx, pdf, text } = KNOWLEDGE_TYPES;
const TOO_HEAVY = { outcome: 'failed', problem: 'document-too-heavy' };
const MB = 1024 * 1024;

/** A PDF of one page whose instructions are packed. What it lacks, readers make up for. */
function packedPdf(instructions: Buffer): Buffer {
  const packed = deflateSync(instructions);
  return Buffer.concat([
    Buffer.from(`%PDF-1.4
1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj
2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj
3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << >> /Contents 4 0 R >>\nendobj
4 0 obj\n<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n`),
    packed,
    Buffer.from('\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n'),
  ]);
}

it.each<[string, Buffer, KnowledgeType]>([
  ['text', Buffer.from('Hello'), text],
  ['a PDF', pdfOf(['Hello']), pdf],
  ['a Word document', docxOf(['Hello']), docx],
])('reads %s', async (_, bytes, type) => {
  expect(await readTextApart({ bytes, type })).toEqual({ outcome: 'read', text: 'Hello' });
});

it('gives up a PDF that keeps its parser busy, and others go on meanwhile', async () => {
  const bytes = packedPdf(Buffer.alloc(60 * MB, 'q Q '));
  expect(bytes.length).toBeLessThan(MB);
  let pulses = 0;
  const pulse = setInterval(() => (pulses += 1), 10);
  try {
    const limits = { timeMs: 1_500, memoryMb: 1_000 };
    expect(await readTextApart({ bytes, type: pdf }, limits)).toEqual(TOO_HEAVY);
  } finally {
    clearInterval(pulse);
  }
  // A parser in this process leaves none, and a busy machine most of the 150.
  expect(pulses).toBeGreaterThan(20);
});

it.each<[string, Buffer, KnowledgeType]>([
  ['a PDF that unpacks to a lot', packedPdf(Buffer.alloc(300 * MB, ' ')), pdf],
  ['a Word document of too many parts', docxOf(Array.from({ length: 200_000 }, () => 'a')), docx],
])('gives up %s before it fills the memory', async (_, bytes, type) => {
  expect(bytes.length).toBeLessThan(MB);
  expect(await readTextApart({ bytes, type })).toEqual(TOO_HEAVY);
});

it('reads one file after the other', async () => {
  const files = ['one', 'two', 'three'].map((word) => ({ bytes: Buffer.from(word), type: text }));
  const read = await Promise.all(files.map((file) => readTextApart(file)));
  expect(read).toMatchObject([{ text: 'one' }, { text: 'two' }, { text: 'three' }]);
});
