import { inflateWithin } from './inflate-within.ts';

/** What the XML of one document may come to. Its text is at most a fraction of it. */
const MAX_XML_BYTES = 16 * 1024 * 1024;

/**
 * The text of a Word document, paragraphs apart by empty lines; null where it cannot be read, or is a bomb: what it would
 * unpack to is measured first.
 */
export async function readDocx(bytes: Buffer): Promise<string | null> {
  if (!inflateWithin(bytes, { maxBytes: MAX_XML_BYTES, isCounted: (name) => /\.(xml|rels)$/i.test(name) })) {
    return null;
  }
  const { default: mammoth } = await import('mammoth');
  try {
    return (await mammoth.extractRawText({ buffer: bytes })).value;
  } catch {
    // Whatever is wrong with a stranger's file, it is the file that is unreadable.
    return null;
  }
}
