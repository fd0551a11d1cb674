import type { Media } from '#contracts/collections/message.ts';
import type { Line } from './lines.ts';

const MAX_FILES = 4;
const MAX_BYTES = 5 * 1024 * 1024;

/**
 * The files that the model is given to look at or listen to: pictures and sound of what the customer wrote last, the
 * newest first. Only files of this conversation, whatever a message claims.
 * @param folder where the conversation's files lie; null: there are none
 */
export function pickFiles(
  waiting: Line[],
  folder: string | null,
  accepts: (mimeType: string) => boolean,
): Media[] {
  if (folder === null) return [];
  const picked: Media[] = [];
  let bytes = 0;
  for (const media of waiting.flatMap((line) => line.media).toReversed()) {
    const isOurs = media.path !== null && media.path.startsWith(folder) && !media.path.includes('..');
    const isSeenOrHeard = /^(?:image|audio)\//.test(media.mimeType) && accepts(media.mimeType);
    if (media.state !== 'stored' || !isOurs || !isSeenOrHeard || media.size === null) continue;
    if (picked.length === MAX_FILES || bytes + media.size > MAX_BYTES) continue;
    bytes += media.size;
    picked.push(media);
  }
  return picked.toReversed();
}

/** A file that is not given: its kind, and the name that its sender gave it. */
export function describeFile({ kind, name }: Media): string {
  return name === null ? `[file: ${kind}]` : `[file: ${kind} ${JSON.stringify(name.slice(0, 200))}]`;
}
