import { now } from '../platform/clock.ts';

/** Time for one file; a larger one than fits belongs in parts. */
const TIME_MS = 60_000;

/**
 * The text of a PDF, page by page, up to a little more than `maxCharacters`; null where it is encrypted or damaged, or
 * takes too long. A scanned one has none: its text is empty.
 */
export async function readPdf(bytes: Buffer, maxCharacters: number): Promise<string | null> {
  const { getDocumentProxy } = await import('unpdf');
  const deadline = now() + TIME_MS;
  const opened: { close?: () => Promise<void> } = {};
  const read = async (): Promise<string | null> => {
    const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
    opened.close = () => pdf.loadingTask.destroy();
    const pages: string[] = [];
    let characters = 0;
    for (let number = 1; number <= pdf.numPages && characters <= maxCharacters; number++) {
      if (now() > deadline) return null;
      const page = await pdf.getPage(number);
      const { items } = await page.getTextContent();
      const text = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('');
      page.cleanup();
      pages.push(text);
      characters += text.length;
    }
    return pages.join('\n\n');
  };
  let timer: NodeJS.Timeout | undefined;
  const tooSlow = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), TIME_MS)));
  try {
    return await Promise.race([read(), tooSlow]);
  } catch {
    // Whatever is wrong with a stranger's file, it is the file that is unreadable.
    return null;
  } finally {
    clearTimeout(timer);
    await opened.close?.();
  }
}
