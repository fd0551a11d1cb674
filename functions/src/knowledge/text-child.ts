import { readText } from './read-text.ts';
import type { FileToRead } from './read-text-apart.ts';

// The process that read-text-apart.ts starts, which gives it one file and takes one answer.
process.once('message', ({ bytes, type }: FileToRead) => {
  void readText(bytes, type).then((text) => process.send?.(text)); // a fault of ours ends the process, and is seen so
});
