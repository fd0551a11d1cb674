/**
 * The vocabulary of the Firestore engine. Values have the shape of the proto3 JSON mapping of
 * google.firestore.v1.Value, normalised, so that a transport only has to translate spelling:
 * - integers are decimal strings (int64), doubles are JavaScript numbers (NaN, infinities and -0 included);
 * - timestamps are RFC 3339 in UTC with exactly six fraction digits, so that they order as strings;
 * - bytes are base64 with padding; null is `{ nullValue: null }`;
 * - `Fields` objects have no prototype, so that a field named `__proto__` or `constructor` is a field.
 */
export type Value =
  | { nullValue: null }
  | { booleanValue: boolean }
  | { integerValue: string }
  | { doubleValue: number }
  | { timestampValue: string }
  | { stringValue: string }
  | { bytesValue: string }
  | { referenceValue: string }
  | { geoPointValue: { latitude: number; longitude: number } }
  | { arrayValue: { values: Value[] } }
  | { mapValue: { fields: Fields } };

export type Fields = { [key: string]: Value };

/** RFC 3339, UTC, six fraction digits. Commit times only rise within a database, across restarts too. */
export type Timestamp = string;

/** Relative document path: `companies/a/clients/b`. Segments never contain `/`. As a `parent`, '' is the root. */
export type DocumentPath = string;

export interface Document {
  path: DocumentPath;
  fields: Fields;
  createTime: Timestamp;
  updateTime: Timestamp;
}

/** A field path as its unescaped segments: `a.b` is ['a', 'b']. `__name__` alone is ['__name__']. */
export type FieldPath = readonly string[];

export type FieldOperator =
  | 'LESS_THAN'
  | 'LESS_THAN_OR_EQUAL'
  | 'GREATER_THAN'
  | 'GREATER_THAN_OR_EQUAL'
  | 'EQUAL'
  | 'NOT_EQUAL'
  | 'ARRAY_CONTAINS'
  | 'ARRAY_CONTAINS_ANY'
  | 'IN'
  | 'NOT_IN';

export type UnaryOperator = 'IS_NAN' | 'IS_NULL' | 'IS_NOT_NAN' | 'IS_NOT_NULL';

export type Filter =
  | { kind: 'field'; field: FieldPath; op: FieldOperator; value: Value }
  | { kind: 'unary'; field: FieldPath; op: UnaryOperator }
  | { kind: 'composite'; op: 'AND' | 'OR'; filters: Filter[] };

export interface Order {
  field: FieldPath;
  direction: 'ASCENDING' | 'DESCENDING';
}

export interface Cursor {
  values: Value[];
  before: boolean;
}

/** A search for the documents whose vectors lie nearest to one. */
export interface FindNearest {
  /** The field that holds the documents' vectors. */
  field: FieldPath;
  vector: readonly number[];
  measure: 'EUCLIDEAN' | 'COSINE' | 'DOT_PRODUCT';
  /** 1 to 1,000 documents. */
  limit: number;
  /** Where each result carries its distance. */
  distanceField?: FieldPath;
  /** The largest distance allowed; for DOT_PRODUCT the smallest. */
  threshold?: number;
}

export interface Query {
  parent: DocumentPath;
  /** Absent in the kindless queries of recursiveDelete. */
  collectionId?: string;
  allDescendants: boolean;
  where?: Filter;
  /** As sent; the engine adds the implicit orders. */
  orderBy: Order[];
  startAt?: Cursor;
  endAt?: Cursor;
  offset?: number;
  limit?: number;
  /** Absent: whole documents. Empty or `__name__` alone: names only. */
  select?: FieldPath[];
  /** Searches among the documents that the rest of the query selects; its order replaces `orderBy`. */
  findNearest?: FindNearest;
}

export type Aggregation =
  { alias: string; kind: 'count'; upTo?: number } | { alias: string; kind: 'sum' | 'avg'; field: FieldPath };

export type Precondition = { exists: boolean } | { updateTime: Timestamp };

export type Transform =
  | { field: FieldPath; kind: 'serverTime' }
  | { field: FieldPath; kind: 'increment' | 'maximum' | 'minimum'; operand: Value }
  | { field: FieldPath; kind: 'append' | 'removeAll'; values: Value[] };

export type Write = { path: DocumentPath; precondition?: Precondition } & (
  | { kind: 'set'; fields: Fields; transforms: Transform[] }
  /** Fields in `mask` are replaced, or deleted where `fields` lacks them. */
  | { kind: 'update'; fields: Fields; mask: FieldPath[]; transforms: Transform[] }
  | { kind: 'delete' }
  /** Checks the precondition, writes nothing (the web SDK's transactions send it). */
  | { kind: 'verify' }
);

export interface WriteResult {
  updateTime: Timestamp;
  transformResults: Value[];
}

export interface CommitResult {
  commitTime: Timestamp;
  results: WriteResult[];
}

/** One document's change in a commit; `before` or `after` is null where it did not or does not exist. */
export interface DocumentChange {
  path: DocumentPath;
  before: Document | null;
  after: Document | null;
}

export interface Commit {
  /** Rises by one per commit of the database. */
  version: number;
  commitTime: Timestamp;
  changes: DocumentChange[];
}

export type TransactionId = string;

export interface TransactionOptions {
  readOnly: boolean;
  /** The transaction this one retries: it keeps that one's age when a deadlock must be broken. */
  retryOf?: TransactionId;
  /** Names the client connection; `releaseSession` rolls back what a vanished client left open. */
  session?: string;
}

/** What a listener watches. */
export type Target = { kind: 'documents'; paths: DocumentPath[] } | { kind: 'query'; query: Query };

/** `set`: entered or changed. `delete`: gone. `remove`: still exists, no longer in the result. */
export type TargetChange =
  | { type: 'set'; document: Document }
  | { type: 'delete'; path: DocumentPath }
  | { type: 'remove'; path: DocumentPath };

export interface WatchStart {
  version: number;
  readTime: Timestamp;
  /** True where `since` could not be honoured: the client must drop what it has of this target. */
  reset: boolean;
  changes: TargetChange[];
  /** Size of the result at `version`, for existence filters. */
  count: number;
}

export interface Watch {
  readonly start: WatchStart;
  close(): void;
}

export interface QueryResult {
  documents: Document[];
  /** How many documents `offset` skipped. */
  skipped: number;
  /** How many vectors a search compared (for billing: one read per 100); 0 for any other query. */
  compared: number;
}

/**
 * One database of one project. All state changes are synchronous once their locks are held: a commit is durable
 * (where the storage is) and visible to every reader and watcher when its promise resolves.
 * Every method throws or rejects with StatusError only.
 */
export interface Database {
  readonly projectId: string;
  readonly databaseId: string;
  /** Identifies this history of versions; resume tokens of another epoch are foreign. Kept across restarts. */
  readonly epoch: string;
  version(): number;
  /** Time of the newest state: at least the last commit's, never falling. */
  readTime(): Timestamp;

  /** Reads without a lock outside, under a shared lock inside a transaction. */
  get(path: DocumentPath, transaction?: TransactionId): Promise<Document | null>;
  /** For rules and triggers: the committed state now, no lock. */
  peek(path: DocumentPath): Document | null;
  /** Whole documents in order; projection is the caller's: see `project`. */
  runQuery(query: Query, transaction?: TransactionId): Promise<QueryResult>;
  /** Results by alias, plus how many index entries were read (for billing: one read per 1,000). */
  aggregate(
    query: Query,
    aggregations: Aggregation[],
    transaction?: TransactionId,
  ): Promise<{ results: { [alias: string]: Value }; scanned: number }>;
  /** Documents of a collection by name order; with `showMissing` also ids that exist only as parents (document null). */
  listDocuments(options: {
    parent: DocumentPath;
    collectionId: string;
    pageSize: number;
    pageToken?: string;
    showMissing: boolean;
  }): Promise<{ entries: { path: DocumentPath; document: Document | null }[]; nextPageToken?: string }>;
  /** Ids of the collections right below a document or the root, sorted. */
  listCollectionIds(parent: DocumentPath): string[];

  begin(options: TransactionOptions): TransactionId;
  commit(writes: Write[], transaction?: TransactionId): Promise<CommitResult>;
  /** Commits each write on its own; failures are values. */
  batchWrite(writes: Write[]): Promise<(WriteResult | Error)[]>;
  /** What the writes would leave (for getAfter and request.resource), committing nothing. Throws like commit. */
  preview(writes: Write[]): DocumentChange[];
  rollback(transaction: TransactionId): void;
  /** Rolls back every open transaction of a session (its connection closed). */
  releaseSession(session: string): void;

  /**
   * Watches a target. `since` is a version of this epoch that the client has seen. `onChanges` is called
   * synchronously within each commit that changes the result; `onCommit` subscribers run after all watches.
   */
  watch(
    target: Target,
    since: number | null,
    onChanges: (changes: TargetChange[], commit: Commit) => void,
  ): Watch;
  /** Called after each commit, in order. Returns the unsubscribe function. */
  onCommit(listener: (commit: Commit) => void): () => void;

  /** Deletes every document, telling watchers. */
  clear(): Promise<void>;
  documentCount(): number;
}

/** All databases, created on first use. */
export interface Engine {
  database(projectId: string, databaseId: string): Database;
  databases(): Database[];
  /** Composite indexes to enforce for a project; projects without any are not checked, as in the official emulator. */
  setIndexes(projectId: string, indexes: CompositeIndex[], exemptions: FieldOverride[]): void;
  close(): Promise<void>;
}

/** As in firestore.indexes.json. */
export interface CompositeIndex {
  collectionGroup: string;
  queryScope: 'COLLECTION' | 'COLLECTION_GROUP';
  fields: {
    fieldPath: string;
    order?: 'ASCENDING' | 'DESCENDING';
    arrayConfig?: 'CONTAINS';
    vectorConfig?: VectorConfig;
  }[];
}

/** What a vector index holds: vectors of one length, searched one by one. */
export interface VectorConfig {
  dimension: number;
  flat: object;
}

/** `fieldOverrides` of firestore.indexes.json: replaces the automatic single-field indexes of one field. */
export interface FieldOverride {
  collectionGroup: string;
  fieldPath: string;
  ttl?: boolean;
  indexes: {
    order?: 'ASCENDING' | 'DESCENDING';
    arrayConfig?: 'CONTAINS';
    queryScope: 'COLLECTION' | 'COLLECTION_GROUP';
  }[];
}

/** Where documents last. The engine keeps the working set in memory and hands every commit down before it answers. */
export interface Storage {
  /** Every database with its epoch, last version and last commit time. */
  open(): { projectId: string; databaseId: string; epoch: string; version: number; commitTime: Timestamp }[];
  load(projectId: string, databaseId: string): Iterable<Document>;
  /** Returns when the commit is durable. Throws StatusError RESOURCE_EXHAUSTED (disk full) or DATA_LOSS. */
  append(projectId: string, databaseId: string, epoch: string, commit: Commit): void;
  close(): void;
}
