import { StatusError } from '../../shared/status.ts';
import { aggregate } from './aggregate.ts';
import { CommittedState, type StateOptions } from './committed-state.ts';
import { listDocuments } from './list-documents.ts';
import { contentionError } from './locks.ts';
import { rankNearest, VectorCache } from './find-nearest.ts';
import { documentAt, resultAt } from './past-state.ts';
import { matches, queryKey, type NormalisedQuery } from './query.ts';
import { aggregatedFields, runAggregation } from './run-aggregation.ts';
import { Transactions, type Transaction } from './transactions.ts';
import type {
  Aggregation,
  Commit,
  CommitResult,
  Database,
  Document,
  DocumentChange,
  DocumentPath,
  FieldPath,
  Query,
  QueryResult,
  Target,
  TargetChange,
  Timestamp,
  TransactionId,
  TransactionOptions,
  Value,
  Watch,
  Write,
  WriteResult,
} from './types.ts';
import { valuesIdentical } from './values.ts';

/** Reporting is synchronous, so it is over at the next microtask: a listener's own commit comes after it. */
const REPORTED = Promise.resolve();

/** Throws StatusError FAILED_PRECONDITION for a query that lacks an index; `aggregated` are fields of sum and avg. */
export type IndexCheck = (query: Query, aggregated: readonly FieldPath[]) => void;

/**
 * A database: its committed state, and the transactions that decide who may read and change it when.
 *
 * - A read-write transaction locks what it reads until it ends; commits of others wait for it.
 * - A query in one locks its results, and the query itself against the same query of others. Should the result change
 *   all the same, because a document came in from elsewhere, the commit is refused with ABORTED.
 * - A read-only transaction takes no lock and reads the state at its beginning, as long as the change log reaches back
 *   that far; else its reads are refused with FAILED_PRECONDITION.
 */
export class EngineDatabase implements Database {
  readonly projectId: string;
  readonly databaseId: string;
  readonly epoch: string;
  readonly #state: CommittedState;
  readonly #transactions: Transactions;
  readonly #checkIndexes: IndexCheck;
  readonly #vectors = new VectorCache();

  constructor(options: StateOptions & { checkIndexes: IndexCheck }) {
    this.projectId = options.projectId;
    this.databaseId = options.databaseId;
    this.epoch = options.epoch;
    this.#state = new CommittedState(options);
    this.#transactions = new Transactions(options.clock);
    this.#checkIndexes = options.checkIndexes;
  }

  version(): number {
    return this.#state.version;
  }

  readTime(): Timestamp {
    return this.#state.readTime;
  }

  peek(path: DocumentPath): Document | null {
    return this.#state.get(path);
  }

  async get(path: DocumentPath, transactionId?: TransactionId): Promise<Document | null> {
    if (transactionId === undefined) return this.peek(path);
    const transaction = this.#transactions.use(transactionId);
    if (transaction.readOnly) {
      return documentAt(this.#state.index, this.#state.log, path, transaction.version);
    }
    await this.#transactions.lock(transaction, [path]);
    return this.peek(path);
  }

  async runQuery(query: Query, transactionId?: TransactionId): Promise<QueryResult> {
    const q = this.#normalise(query);
    const { index, log } = this.#state;
    if (transactionId === undefined) return this.#rank(query, index.run(q));
    const transaction = this.#transactions.use(transactionId);
    if (transaction.readOnly) return this.#rank(query, resultAt(index, log, q, transaction.version));
    await this.#transactions.lock(transaction, [queryLock(queryKey(query))]);
    return this.#runLocked(query, q, transaction);
  }

  async aggregate(
    query: Query,
    aggregations: Aggregation[],
    transactionId?: TransactionId,
  ): Promise<{ results: { [alias: string]: Value }; scanned: number }> {
    assertNoSearch(query, 'aggregated');
    const q = this.#normalise(query, aggregatedFields(aggregations));
    const { index, log } = this.#state;
    if (transactionId === undefined) return runAggregation(index, q, aggregations);
    const transaction = this.#transactions.use(transactionId);
    if (transaction.readOnly) {
      return aggregate(resultAt(index, log, q, transaction.version).documents, aggregations);
    }
    await this.#transactions.lock(transaction, [queryLock(queryKey(query))]);
    const seen = runAggregation(index, q, aggregations);
    this.#guard(transaction, q, () =>
      sameResults(seen.results, runAggregation(index, q, aggregations).results),
    );
    return seen;
  }

  async listDocuments(
    options: Parameters<Database['listDocuments']>[0],
  ): ReturnType<Database['listDocuments']> {
    return listDocuments(this.#state.index, options);
  }

  listCollectionIds(parent: DocumentPath): string[] {
    return this.#state.index.collectionIds(parent);
  }

  begin(options: TransactionOptions): TransactionId {
    return this.#transactions.begin(options, this.#state.version);
  }

  async commit(writes: Write[], transactionId?: TransactionId): Promise<CommitResult> {
    if (this.#state.isReporting) await REPORTED;
    const paths = writes.map(({ path }) => path);
    if (transactionId !== undefined) return this.#commitTransaction(writes, paths, transactionId);
    if (this.#transactions.isFree(paths)) return this.#state.commit(writes);
    const owner = this.#transactions.commitOwner();
    try {
      await this.#transactions.lock(owner, paths);
      return this.#state.commit(writes);
    } finally {
      this.#transactions.release(owner);
    }
  }

  async batchWrite(writes: Write[]): Promise<(WriteResult | Error)[]> {
    return Promise.all(
      writes.map(async (write) => {
        try {
          const { results, commitTime } = await this.commit([write]);
          return results[0] ?? { updateTime: commitTime, transformResults: [] };
        } catch (error) {
          if (error instanceof StatusError) return error;
          throw error;
        }
      }),
    );
  }

  preview(writes: Write[]): DocumentChange[] {
    return this.#state.preview(writes);
  }

  rollback(transactionId: TransactionId): void {
    this.#transactions.rollback(transactionId);
  }

  releaseSession(session: string): void {
    this.#transactions.releaseSession(session);
  }

  watch(
    target: Target,
    since: number | null,
    onChanges: (changes: TargetChange[], commit: Commit) => void,
  ): Watch {
    if (target.kind === 'query') {
      assertNoSearch(target.query, 'listened to');
      this.#normalise(target.query);
    }
    return this.#state.watch(target, since, onChanges);
  }

  onCommit(listener: (commit: Commit) => void): () => void {
    return this.#state.onCommit(listener);
  }

  async clear(): Promise<void> {
    if (this.#state.isReporting) await REPORTED;
    this.#transactions.abortAll();
    this.#state.clear();
  }

  documentCount(): number {
    return this.#state.index.size();
  }

  /** Ends every transaction and stops their sweeper. */
  close(): void {
    this.#transactions.close();
  }

  #normalise(query: Query, aggregated: readonly FieldPath[] = []): NormalisedQuery {
    const q = this.#state.normalise(query);
    this.#checkIndexes(query, aggregated);
    return q;
  }

  async #runLocked(query: Query, q: NormalisedQuery, transaction: Transaction): Promise<QueryResult> {
    const run = (): QueryResult => this.#rank(query, this.#state.index.run(q));
    for (;;) {
      const result = run();
      const granted = this.#transactions.lock(
        transaction,
        result.documents.map(({ path }) => path),
      );
      if (!granted) {
        this.#guard(transaction, q, () => sameDocuments(result.documents, run().documents));
        return result;
      }
      // Whoever held a lock may have changed the result: look again, with the locks in hand.
      await granted;
    }
  }

  /** A vector search is made among the documents that the rest of its query selects. */
  #rank({ findNearest }: Query, selected: { documents: Document[]; skipped: number }): QueryResult {
    if (!findNearest) return { ...selected, compared: 0 };
    return { ...rankNearest(selected.documents, findNearest, this.#vectors), skipped: 0 };
  }

  /** `stillHolds` is asked at commit, and only if something that matches the query changed since now. */
  #guard(transaction: Transaction, q: NormalisedQuery, stillHolds: () => boolean): void {
    const since = this.#state.version;
    transaction.guards.push(() => !this.#mayHaveChanged(q, since) || stillHolds());
  }

  #mayHaveChanged(q: NormalisedQuery, since: number): boolean {
    if (since === this.#state.version) return false;
    if (!this.#state.log.reaches(since)) return true;
    for (const { changes } of this.#state.log.after(since)) {
      for (const { before, after } of changes) {
        if ((before && matches(q, before)) || (after && matches(q, after))) return true;
      }
    }
    return false;
  }

  async #commitTransaction(writes: Write[], paths: DocumentPath[], id: TransactionId): Promise<CommitResult> {
    const transaction = this.#transactions.use(id);
    try {
      if (transaction.readOnly && writes.length > 0) {
        throw new StatusError('INVALID_ARGUMENT', 'Cannot modify entities in a read-only transaction.');
      }
      await this.#transactions.lock(transaction, paths);
      // It may have ended since the last lock was granted, and others may have written since.
      this.#transactions.use(id);
      if (!transaction.guards.every((stillHolds) => stillHolds())) throw contentionError();
      return this.#state.commit(writes);
    } finally {
      this.#transactions.end(transaction);
    }
  }
}

/** Keeps a query apart from documents among the locks: no path starts with a slash. */
function queryLock(key: string): string {
  return `/query/${key}`;
}

/** Source of the restriction to reads: https://firebase.google.com/docs/firestore/vector-search#limitations */
function assertNoSearch(query: Query, what: string): void {
  if (!query.findNearest) return;
  throw new StatusError('INVALID_ARGUMENT', `A vector search (find_nearest) cannot be ${what}.`);
}

function sameDocuments(a: readonly Document[], b: readonly Document[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ path, updateTime }, index) => path === b[index]?.path && updateTime === b[index].updateTime)
  );
}

function sameResults(a: { [alias: string]: Value }, b: { [alias: string]: Value }): boolean {
  return Object.entries(a).every(([alias, value]) => {
    const other = b[alias];
    return other !== undefined && valuesIdentical(value, other);
  });
}
