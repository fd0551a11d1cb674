import { Refusal } from '../platform/refusal.ts';
import { INSPECTED_BYTES, inspectFile } from './inspect-file.ts';

/** A small file can unfold into a huge picture: beyond this it is not read. About 100 MB of memory. */
const MAX_PIXELS = 24_000_000;
/** Formats of pictures that people have. The decoder knows many more, which nobody needs and somebody could abuse. */
const PICTURES = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'];
const DECODERS = ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp', 'VipsForeignLoadNsgif'];

/**
 * A picture made anew from its pixels alone: of the wanted size, WebP, turned upright, without what the file told beside
 * the picture, such as where it was taken.
 * @param size `cover` cuts to the exact size, `inside` keeps the whole picture within it and never enlarges
 * @param field what a refusal names
 * @throws Refusal `image-unreadable` for what is no picture by its bytes, damaged, or too large to unfold
 */
export async function shapeImage(
  bytes: Buffer,
  size: { width: number; height: number; fit: 'cover' | 'inside' },
  field: string,
): Promise<Buffer> {
  const inspection = await inspectFile(bytes.subarray(0, INSPECTED_BYTES), '');
  if (inspection.outcome === 'refused' || !PICTURES.includes(inspection.mimeType))
    throw new Refusal('image-unreadable', { field });
  // Loaded when a picture comes: it is large, and no other function needs it.
  const { default: sharp } = await import('sharp');
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: DECODERS });
  try {
    return await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error', animated: false })
      .autoOrient()
      .resize({ ...size, withoutEnlargement: size.fit === 'inside' })
      .webp({ quality: 82 })
      .toBuffer();
  } catch (cause) {
    // Whatever the decoder says, it says of the file: cut short, damaged, too many pixels.
    throw new Refusal('image-unreadable', { field }, { cause });
  }
}
