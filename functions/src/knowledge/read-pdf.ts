/** The text of a PDF, or why there is none: it asks for a password, or is damaged. */
export type PdfText = { outcome: 'read'; text: string } | { outcome: 'locked' | 'damaged' };

/**
 * The text of a PDF, page by page, up to a little more than `maxCharacters`. A scanned one has none: its text is empty.
 * It may keep its thread busy for hours.
 */
export async function readPdf(bytes: Buffer, maxCharacters: number): Promise<PdfText> {
  const { getDocumentProxy } = await import('unpdf');
  try {
    const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
    const pages: string[] = [];
    let characters = 0;
    for (let number = 1; number <= pdf.numPages && characters <= maxCharacters; number++) {
      const page = await pdf.getPage(number);
      const { items } = await page.getTextContent();
      const text = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('');
      page.cleanup();
      pages.push(text);
      characters += text.length;
    }
    return { outcome: 'read', text: pages.join('\n\n') };
  } catch (error) {
    // Whatever else is wrong with a stranger's file, it is the file that is unreadable.
    return { outcome: error instanceof Error && error.name === 'PasswordException' ? 'locked' : 'damaged' };
  }
}
