import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import { ConfigError, type SourceFile } from '../config/firebase-json.ts';

const LOOK_EVERY_MS = 500;

/**
 * Installs a rules file now and again whenever it changes. A change that does not compile is reported, and the
 * rules in force stay.
 * @param install throws where the source does not compile
 * @returns stops watching
 * @throws ConfigError where the file does not compile now
 */
export function watchSource(
  file: SourceFile,
  install: (source: string) => void,
  log: (line: string) => void,
): () => void {
  try {
    install(file.content);
  } catch (error) {
    throw new ConfigError(`${file.path} does not compile: ${describe(error)}`, { cause: error });
  }
  // Looks at the file's times: editors that replace a file instead of writing it are seen as well.
  watchFile(file.path, { interval: LOOK_EVERY_MS, persistent: false }, () => {
    try {
      install(readFileSync(file.path, 'utf8'));
      log(`${file.path} is in force.`);
    } catch (error) {
      log(`${file.path} was not taken, the rules before stay in force: ${describe(error)}`);
    }
  });
  return () => unwatchFile(file.path);
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
