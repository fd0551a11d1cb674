import { bucket } from '../../functions/src/platform/admin.ts';
import { ASSETS, readAsset } from './demo/assets.ts';
import type { StoryFile } from './demo/story.ts';

const FILES_AT_ONCE = 8;

/** Puts the files of messages where the functions put them, without a download token. */
export async function writeFiles(files: StoryFile[], onWritten: (count: number) => void): Promise<void> {
  const waiting = files.values();
  const writer = async (): Promise<void> => {
    for (const { path, asset } of waiting) {
      const { mimeType, name } = ASSETS[asset];
      const metadata = { metadata: { name: name ?? 'file' } };
      await bucket().file(path).save(readAsset(asset), { resumable: false, contentType: mimeType, metadata });
      onWritten(1);
    }
  };
  await Promise.all(Array.from({ length: FILES_AT_ONCE }, writer));
}
