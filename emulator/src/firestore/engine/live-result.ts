import type { ChangeLog } from './change-log.ts';
import { resultAt } from './past-state.ts';
import type { QueryIndex } from './query-index.ts';
import { compareDocuments, matches, type NormalisedQuery } from './query.ts';
import type { Document, DocumentChange, DocumentPath, TargetChange } from './types.ts';

/** The result of a watched target, kept up to date commit by commit and shared by all who watch the same. */
export interface LiveResult {
  /** Size of the result now. */
  count(): number;
  /** The whole result now, as changes from nothing. */
  all(): TargetChange[];
  /** What turns the result at version `since`, which the log must reach, into the result now. */
  changesSince(since: number): TargetChange[];
  /** Takes in one commit's changes and returns what they change in the result. */
  apply(changes: readonly DocumentChange[]): TargetChange[];
}

/** A live result of the fitting kind. The index must hold the state of the newest commit at every call. */
export function liveQuery(q: NormalisedQuery, index: QueryIndex, log: ChangeLog): LiveResult {
  const isWindow = q.limit !== undefined || q.offset > 0;
  return isWindow ? new LiveWindow(q, index, log) : new LiveMatches(q, index, log);
}

/** Documents by path; those that do not exist are not part of the result. */
export class LiveDocuments implements LiveResult {
  readonly #paths: ReadonlySet<DocumentPath>;
  readonly #index: QueryIndex;
  readonly #log: ChangeLog;

  constructor(paths: ReadonlySet<DocumentPath>, index: QueryIndex, log: ChangeLog) {
    this.#paths = paths;
    this.#index = index;
    this.#log = log;
  }

  count(): number {
    return this.#existing().length;
  }

  all(): TargetChange[] {
    return this.#existing().map((document) => ({ type: 'set', document }));
  }

  changesSince(since: number): TargetChange[] {
    const changes = changedSince(this.#log, this.#index, since);
    return this.apply(changes.filter(({ path }) => this.#paths.has(path)));
  }

  apply(changes: readonly DocumentChange[]): TargetChange[] {
    return changes.flatMap(({ path, before, after }): TargetChange[] => {
      if (after) return [{ type: 'set', document: after }];
      return before ? [{ type: 'delete', path }] : [];
    });
  }

  #existing(): Document[] {
    return [...this.#paths].map((path) => this.#index.get(path)).filter((document) => document !== undefined);
  }
}

/** A query without limit and offset: each document is in or out by itself. */
class LiveMatches implements LiveResult {
  readonly #q: NormalisedQuery;
  readonly #index: QueryIndex;
  readonly #log: ChangeLog;
  #count: number;

  constructor(q: NormalisedQuery, index: QueryIndex, log: ChangeLog) {
    this.#q = q;
    this.#index = index;
    this.#log = log;
    this.#count = index.count(q);
  }

  count(): number {
    return this.#count;
  }

  all(): TargetChange[] {
    return this.#index.run(this.#q).documents.map((document) => ({ type: 'set', document }));
  }

  changesSince(since: number): TargetChange[] {
    const targetChanges: TargetChange[] = [];
    for (const change of changedSince(this.#log, this.#index, since)) this.#step(change, targetChanges);
    return targetChanges;
  }

  apply(changes: readonly DocumentChange[]): TargetChange[] {
    const targetChanges: TargetChange[] = [];
    for (const change of changes) this.#count += this.#step(change, targetChanges);
    return targetChanges;
  }

  /** Adds the effect of one change to `targetChanges`; returns by how much the result grows. */
  #step({ path, before, after }: DocumentChange, targetChanges: TargetChange[]): number {
    const was = before !== null && matches(this.#q, before);
    if (after && matches(this.#q, after)) {
      targetChanges.push({ type: 'set', document: after });
      return was ? 0 : 1;
    }
    if (!was) return 0;
    targetChanges.push({ type: after ? 'remove' : 'delete', path });
    return -1;
  }
}

/** A query with limit or offset: a document that leaves lets another in, so the window is read again. */
class LiveWindow implements LiveResult {
  readonly #q: NormalisedQuery;
  readonly #index: QueryIndex;
  readonly #log: ChangeLog;
  /** By path, in the query's order. */
  #window: Map<DocumentPath, Document>;

  constructor(q: NormalisedQuery, index: QueryIndex, log: ChangeLog) {
    this.#q = q;
    this.#index = index;
    this.#log = log;
    this.#window = byPath(index.run(q).documents);
  }

  count(): number {
    return this.#window.size;
  }

  all(): TargetChange[] {
    return [...this.#window.values()].map((document) => ({ type: 'set', document }));
  }

  changesSince(since: number): TargetChange[] {
    const past = resultAt(this.#index, this.#log, this.#q, since);
    return this.#difference(byPath(past.documents), this.#window);
  }

  apply(changes: readonly DocumentChange[]): TargetChange[] {
    if (!changes.some((change) => this.#mayMove(change))) return [];
    const past = this.#window;
    this.#window = byPath(this.#index.run(this.#q).documents);
    return this.#difference(past, this.#window);
  }

  #mayMove({ path, before, after }: DocumentChange): boolean {
    if (this.#window.has(path)) return true;
    // A document before the window moves it when it comes or goes.
    if (this.#q.offset > 0 && before && matches(this.#q, before)) return true;
    if (!after || !matches(this.#q, after)) return false;
    if (this.#q.offset > 0 || this.#window.size !== this.#q.limit) return true;
    const last = [...this.#window.values()].at(-1);
    return last !== undefined && compareDocuments(this.#q, after, last) < 0;
  }

  #difference(past: Map<DocumentPath, Document>, now: Map<DocumentPath, Document>): TargetChange[] {
    const changes: TargetChange[] = [];
    for (const path of past.keys()) {
      if (!now.has(path)) changes.push({ type: this.#index.get(path) ? 'remove' : 'delete', path });
    }
    for (const [path, document] of now) {
      // No two states of a document share their commit's time.
      if (past.get(path)?.updateTime !== document.updateTime) changes.push({ type: 'set', document });
    }
    return changes;
  }
}

/** Net changes: what each document was at `since` and is now, without those that are as they were. */
function changedSince(log: ChangeLog, index: QueryIndex, since: number): DocumentChange[] {
  const changes: DocumentChange[] = [];
  for (const [path, before] of log.documentsAt(since)) {
    const after = index.get(path) ?? null;
    if (before?.updateTime !== after?.updateTime) changes.push({ path, before, after });
  }
  return changes;
}

function byPath(documents: readonly Document[]): Map<DocumentPath, Document> {
  return new Map(documents.map((document) => [document.path, document]));
}
