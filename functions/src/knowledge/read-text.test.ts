import { describe, expect, it } from 'vitest';
import { LIMITS } from '#contracts/limits.ts';
import { docxOf, pdfOf, zipOf } from '../testing/documents.ts';
import { judgeFile, KNOWLEDGE_TYPES } from './judge-file.ts';
import { readText } from './read-text.ts';

const { docx, markdown, pdf, text } = KNOWLEDGE_TYPES;
const UNREADABLE = { outcome: 'failed', problem: 'document-unreadable' };

describe('judgeFile', () => {
  it.each<[string, Buffer, string, string | null]>([
    ['a PDF whatever it claims', pdfOf(['x']), 'text/plain', pdf],
    ['a Word document', docxOf(['x']), 'application/octet-stream', docx],
    ['Markdown by its claim', Buffer.from('# Hi'), 'text/markdown; charset=utf-8', markdown],
    ['other text', Buffer.from('Hi'), 'application/pdf', text],
    ['text of another alphabet', Buffer.from('\ufeffHé', 'utf16le'), 'text/plain', text],
    ['a ZIP', zipOf({ 'a.txt': 'x' }), docx, null],
    ['a program', Buffer.from('\x7fELF\x02\x01\x01\0\0\0', 'latin1'), 'text/plain', null],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'text/plain', null],
    ['nothing', Buffer.alloc(0), 'text/plain', null],
  ])('sees %s', async (_, bytes, claimed, expected) => {
    expect(await judgeFile(bytes, claimed)).toBe(expected);
  });
});

describe('readText', () => {
  it('reads the pages of a PDF', async () => {
    expect(await readText(pdfOf(['Returns within 30 days', 'Open on Sundays']), pdf)).toEqual({
      outcome: 'read',
      text: 'Returns within 30 days\n\nOpen on Sundays',
    });
  });

  it('reads the paragraphs of a Word document', async () => {
    expect(await readText(docxOf(['Returns', 'Within 30 days']), docx)).toEqual({
      outcome: 'read',
      text: 'Returns\n\nWithin 30 days',
    });
  });

  it.each<[string, Buffer]>([
    ['UTF-8', Buffer.from('Café\r\n\r\n\r\n\r\nabierto \u0007')],
    ['UTF-8 with its mark', Buffer.from('\ufeffCafé\n\nabierto')],
    ['UTF-16', Buffer.from('\ufeffCafé\n\nabierto', 'utf16le')],
    ['what Windows wrote', Buffer.from('Café\r\n\r\nabierto', 'latin1')],
  ])('reads text in %s', async (_, bytes) => {
    expect(await readText(bytes, text)).toEqual({ outcome: 'read', text: 'Café\n\nabierto' });
  });

  it.each<[string, Buffer, typeof pdf | typeof docx | typeof text]>([
    ['a scanned PDF', pdfOf(['', '']), pdf],
    ['a PDF that is cut off', pdfOf(['x']).subarray(0, 60), pdf],
    ['an empty Word document', docxOf([]), docx],
    ['a Word document that is cut off', docxOf(['x']).subarray(0, 200), docx],
    ['a Word document without its parts', zipOf({ 'word/document.xml': '<w' }), docx],
    ['blank text', Buffer.from(' \n\t \n'), text],
  ])('finds %s unreadable', async (_, bytes, type) => {
    expect(await readText(bytes, type)).toEqual(UNREADABLE);
  });

  it('tells a PDF that asks for a password from a damaged one', async () => {
    const locked = { outcome: 'failed', problem: 'document-locked' };
    expect(await readText(pdfOf(['secret'], { encrypted: true }), pdf)).toEqual(locked);
  });

  it('is not held up by a long run of spaces', async () => {
    const startedAt = performance.now();
    await readText(Buffer.from(`a${' '.repeat(450_000)}b`), text);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });

  it.each([undefined, 10])('unpacks no bomb, whatever size it states: %s', async (lie) => {
    const bomb = docxOf(['a'.repeat(17 * 1024 * 1024)], lie);
    expect(bomb.length).toBeLessThan(LIMITS.knowledgeBytes / 100);
    expect(await readText(bomb, docx)).toEqual(UNREADABLE);
  });

  it.each<[string, Buffer, typeof docx | typeof text]>([
    ['text', Buffer.from('a'.repeat(LIMITS.knowledgeCharacters + 1)), text],
    ['a Word document', docxOf(Array.from({ length: 60 }, () => 'b'.repeat(10_000))), docx],
  ])('refuses %s of too many characters', async (_, bytes, type) => {
    expect(await readText(bytes, type)).toEqual({ outcome: 'failed', problem: 'too-long' });
  });
});
