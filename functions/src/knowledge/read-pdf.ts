/**
 * The text of a PDF, page by page, up to a little more than `maxCharacters`; null where it is encrypted or damaged. A
 * scanned one has none: its text is empty. It may keep its thread busy for hours.
 */
export async function readPdf(bytes: Buffer, maxCharacters: number): Promise<string | null> {
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
    return pages.join('\n\n');
  } catch {
    // Whatever is wrong with a stranger's file, it is the file that is unreadable.
    return null;
  }
}
