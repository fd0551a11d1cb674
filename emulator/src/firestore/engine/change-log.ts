import type { Commit, Document, DocumentPath } from './types.ts';

/** How many document changes are kept for listeners that come back and for reads at an earlier version. */
const CHANGE_LOG_LIMIT = 20_000;

/** The newest commits of a database, without gaps, up to a number of document changes. */
export class ChangeLog {
  readonly #limit: number;
  /** Oldest first; those before #start are dropped and only await the next compaction. */
  #commits: Commit[] = [];
  #start = 0;
  #changeCount = 0;
  #version: number;

  /** `version` is the database's now: nothing before it is known. */
  constructor(version: number, limit: number = CHANGE_LOG_LIMIT) {
    this.#version = version;
    this.#limit = limit;
  }

  /** Adds the next commit. Throws an Error if its version does not follow the last one's. */
  push(commit: Commit): void {
    if (commit.version !== this.#version + 1) {
      throw new Error(`Change log: version ${commit.version} does not follow ${this.#version}.`);
    }
    this.#commits.push(commit);
    this.#version = commit.version;
    // A commit without changes takes its place too, or a flood of them would never be dropped.
    this.#changeCount += Math.max(1, commit.changes.length);
    this.#dropOldest();
  }

  /** Whether everything that happened after version `since` is known. */
  reaches(since: number): boolean {
    const oldest = this.#version - (this.#commits.length - this.#start);
    return Number.isInteger(since) && since >= oldest && since <= this.#version;
  }

  /** The commits after version `since`, oldest first. Throws an Error where `reaches(since)` is false. */
  *after(since: number): Iterable<Commit> {
    if (!this.reaches(since)) throw new Error(`Change log: version ${since} is out of reach.`);
    const first = this.#commits.length - (this.#version - since);
    for (let index = first; index < this.#commits.length; index++) {
      const commit = this.#commits[index];
      if (commit) yield commit;
    }
  }

  /** What each document that changed after `since` was at `since`. Throws as `after` does. */
  documentsAt(since: number): Map<DocumentPath, Document | null> {
    const documents = new Map<DocumentPath, Document | null>();
    for (const commit of this.after(since)) {
      for (const change of commit.changes) {
        if (!documents.has(change.path)) documents.set(change.path, change.before);
      }
    }
    return documents;
  }

  #dropOldest(): void {
    while (this.#changeCount > this.#limit) {
      const oldest = this.#commits[this.#start];
      if (!oldest) break;
      this.#changeCount -= Math.max(1, oldest.changes.length);
      this.#start++;
    }
    if (this.#start * 2 > this.#commits.length) {
      this.#commits = this.#commits.slice(this.#start);
      this.#start = 0;
    }
  }
}
