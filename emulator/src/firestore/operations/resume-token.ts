import type { Database } from '../engine/types.ts';

/** What a listener can resume from: a version of one history of one database. */
export function makeResumeToken(database: Database, version: number): string {
  return `${database.epoch}:${version}`;
}

/** The version in a token, or null where it belongs to another history or is no token of ours. */
export function readResumeToken(database: Database, token: string): number | null {
  const [, epoch, version] = /^(.+):(\d{1,15})$/.exec(token) ?? [];
  return epoch === database.epoch && Number(version) <= database.version() ? Number(version) : null;
}
