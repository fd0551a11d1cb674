import type { PhoneMessageInput } from '../src/inputs.ts';

type MediaInput = NonNullable<PhoneMessageInput['media']>[number];

/** All files of one message together; WhatsApp's own limit of one file. */
const MAX_BYTES = 16 * 1024 * 1024;
const MAX_FILES = 10;

/** Why these files cannot be sent together, or null where they can. */
export function findProblem(files: File[]): string | null {
  if (files.length > MAX_FILES) return `A message carries at most ${MAX_FILES} files.`;
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  if (bytes > MAX_BYTES) return 'The files are larger than 16 MB together.';
  if (files.some((file) => file.size === 0)) return 'An empty file cannot be sent.';
  return null;
}

/** The file as the simulator takes it. */
export async function readFile(file: File): Promise<MediaInput> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(typeof reader.result === 'string' ? reader.result : ''));
    reader.addEventListener('error', () => reject(new Error(`${file.name} cannot be read.`)));
    reader.readAsDataURL(file);
  });
  const contentType = file.type.split(';')[0] || 'application/octet-stream';
  return { contentType, name: file.name, data: url.slice(url.indexOf(',') + 1) };
}

/** A size for people: 12 kB, 3.4 MB. */
export function sizeWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
