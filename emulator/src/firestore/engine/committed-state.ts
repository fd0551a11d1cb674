import type { Clock } from '../../shared/clock.ts';
import { ChangeLog } from './change-log.ts';
import { CommitClock, type CommitTime } from './commit-clock.ts';
import { notify } from './notify.ts';
import { documentsRoot } from './paths.ts';
import { prepareCommit } from './prepare-commit.ts';
import { QueryIndex } from './query-index.ts';
import { normaliseQuery, type NormalisedQuery } from './query.ts';
import type {
  Commit,
  CommitResult,
  Document,
  DocumentChange,
  DocumentPath,
  Query,
  Storage,
  Target,
  TargetChange,
  Timestamp,
  Watch,
  Write,
} from './types.ts';
import { WatchHub } from './watch.ts';

export interface StateOptions {
  projectId: string;
  databaseId: string;
  epoch: string;
  /** Of the newest commit in storage; 0 for a new database. */
  version: number;
  /** Time of the newest commit; absent for a new database. */
  commitTime?: Timestamp;
  documents: Iterable<Document>;
  clock: Clock;
  storage: Storage;
}

/** Every document at any depth, by name. */
function everything(root: string): NormalisedQuery {
  return {
    root,
    parent: '',
    collectionId: undefined,
    allDescendants: true,
    disjunctions: [[]],
    orders: [{ field: ['__name__'], direction: 'ASCENDING' }],
    start: undefined,
    end: undefined,
    offset: 0,
    limit: undefined,
  };
}

/**
 * The newest committed state of a database and the only place that changes it. A commit is checked, made durable,
 * made visible and told to the watches within one synchronous step; who may commit is decided before (see locks).
 */
export class CommittedState {
  readonly index = new QueryIndex();
  readonly log: ChangeLog;
  readonly #root: string;
  readonly #options: StateOptions;
  readonly #clock: CommitClock;
  readonly #watches: WatchHub;
  readonly #listeners = new Set<(commit: Commit) => void>();
  #version: number;
  #isReporting = false;

  /** Throws what the documents' iteration throws: DataFolderError for a damaged folder. */
  constructor(options: StateOptions) {
    this.#options = options;
    this.#version = options.version;
    this.#clock = new CommitClock(options.clock, options.commitTime);
    this.#root = documentsRoot(options.projectId, options.databaseId);
    this.log = new ChangeLog(options.version);
    this.index.load(options.documents);
    this.#watches = new WatchHub(this.index, this.log, (query) => this.normalise(query));
  }

  get version(): number {
    return this.#version;
  }

  get readTime(): Timestamp {
    return this.#clock.last;
  }

  get(path: DocumentPath): Document | null {
    return this.index.get(path) ?? null;
  }

  /** True while listeners are being told of a commit: the next one must wait until they all are. */
  get isReporting(): boolean {
    return this.#isReporting;
  }

  /**
   * Commits `writes`, all or none of them.
   * Throws StatusError: what a write is refused for, or the storage's RESOURCE_EXHAUSTED or DATA_LOSS.
   */
  commit(writes: readonly Write[]): CommitResult {
    if (writes.length === 0) return { commitTime: this.readTime, results: [] };
    const time = this.#clock.next();
    const { changes, results } = prepareCommit(writes, (path) => this.get(path), time.timestamp, this.#root);
    this.#land(changes, time, () => this.index.apply(changes));
    return { commitTime: time.timestamp, results };
  }

  /** What `writes` would change if they were committed now. Throws as `commit` does. */
  preview(writes: readonly Write[]): DocumentChange[] {
    return prepareCommit(writes, (path) => this.get(path), this.#clock.next().timestamp, this.#root).changes;
  }

  /** Deletes every document in one commit. Throws as `commit` does. */
  clear(): void {
    const { documents } = this.index.run(everything(this.#root));
    if (documents.length === 0) return;
    const time = this.#clock.next();
    const changes = documents.map((before) => ({ path: before.path, before, after: null }));
    this.#land(changes, time, () => this.index.clear());
  }

  /** The query checked and complete. Throws StatusError INVALID_ARGUMENT. */
  normalise(query: Query): NormalisedQuery {
    return normaliseQuery(query, this.#options.projectId, this.#options.databaseId);
  }

  watch(
    target: Target,
    since: number | null,
    onChanges: (changes: TargetChange[], commit: Commit) => void,
  ): Watch {
    return this.#watches.open(target, since, onChanges, { version: this.#version, readTime: this.readTime });
  }

  onCommit(listener: (commit: Commit) => void): () => void {
    // Wrapped, so that one function given twice is called twice.
    const entry = (commit: Commit): void => listener(commit);
    this.#listeners.add(entry);
    return () => this.#listeners.delete(entry);
  }

  /** Durable first, then visible, then told. `updateIndex` brings the index to the state after `changes`. */
  #land(changes: DocumentChange[], time: CommitTime, updateIndex: () => void): void {
    const commit: Commit = { version: this.#version + 1, commitTime: time.timestamp, changes };
    const { projectId, databaseId, epoch, storage } = this.#options;
    storage.append(projectId, databaseId, epoch, commit);
    this.#clock.advance(time);
    updateIndex();
    this.#version = commit.version;
    this.log.push(commit);
    this.#report(commit);
  }

  #report(commit: Commit): void {
    this.#isReporting = true;
    this.#watches.dispatch(commit);
    // Those who subscribe now begin with the next commit.
    const listeners = [...this.#listeners];
    for (const listener of listeners) {
      if (this.#listeners.has(listener)) notify(() => listener(commit));
    }
    this.#isReporting = false;
  }
}
