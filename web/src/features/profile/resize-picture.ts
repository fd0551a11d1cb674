/** Edge of what is uploaded, in pixels: twice what the server keeps, which cuts it once more. */
const EDGE = 512;
const QUALITY = 0.9;

/** A part of a picture, in pixels. */
interface Square {
  left: number;
  top: number;
  edge: number;
}

/** The largest square in the middle of a picture. */
export function middleSquare(width: number, height: number): Square {
  const edge = Math.min(width, height);
  return { left: Math.floor((width - edge) / 2), top: Math.floor((height - edge) / 2), edge };
}

/**
 * Makes a small square of a picture, so that a photo of many megabytes need not travel. What the file tells beside the
 * picture, such as where it was taken, is gone with it.
 *
 * @returns null for what the browser cannot read as a picture.
 */
export async function resizePicture(file: Blob): Promise<Blob | null> {
  const bitmap = await readBitmap(file);
  if (bitmap === null) return null;
  const { left, top, edge } = middleSquare(bitmap.width, bitmap.height);
  const size = Math.min(EDGE, edge);
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  const context = canvas.getContext('2d');
  if (context === null) return null;
  // JPEG knows no transparency and would make it black.
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, size, size);
  context.drawImage(bitmap, left, top, edge, edge, 0, 0, size, size);
  bitmap.close();
  return new Promise((resolve) => {
    canvas.toBlob(resolve, 'image/jpeg', QUALITY);
  });
}

async function readBitmap(file: Blob): Promise<ImageBitmap | null> {
  try {
    return await createImageBitmap(file);
  } catch {
    return null; // no picture, a damaged one, or a kind that this browser does not know
  }
}
