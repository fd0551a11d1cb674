import path from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { DataFolderError } from '../shared/data-folder-error.ts';

/** A task as it waits in its queue. Times are milliseconds since the epoch on the emulator's clock. */
export interface Task {
  /** `projects/{project}/locations/{region}/queues/{queue}/tasks/{id}` */
  name: string;
  /** `projects/{project}/locations/{region}/queues/{queue}` */
  queue: string;
  /** Empty for the function of the queue's name. */
  url: string;
  headers: Record<string, string>;
  body: Buffer;
  createdAtMs: number;
  /** When the next attempt is due. */
  dueAtMs: number;
  dispatchDeadlineMs: number;
  failedAttempts: number;
  /** Attempts that got an answer. */
  responses: number;
  firstAttemptAtMs: number | null;
  /** HTTP status of the last answer. */
  previousStatus: number | null;
}

/** How long the name of a finished or deleted task stays taken. Source: Cloud Tasks' reference, `Task.name`. */
const NAME_TAKEN_FOR_MS = 24 * 60 * 60 * 1000;

/**
 * Opens the tasks kept in a folder, or none in memory for null.
 * @throws DataFolderError where the file is damaged or another process has it
 */
export function openTaskStore(folder: string | null): TaskStore {
  if (folder === null) return new TaskStore(':memory:');
  try {
    return new TaskStore(path.join(folder, 'tasks.sqlite'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DataFolderError(folder, `tasks.sqlite: ${reason}`, { cause: error });
  }
}

/**
 * The tasks of all queues, in one SQLite database. With a file, a task that was accepted survives a kill of the
 * process: every change is flushed before it returns.
 */
export class TaskStore {
  readonly #database: DatabaseSync;
  readonly #statements: {
    insert: StatementSync;
    update: StatementSync;
    remove: StatementSync;
    retire: StatementSync;
    forget: StatementSync;
    find: StatementSync;
    due: StatementSync;
    next: StatementSync;
    count: StatementSync;
    all: StatementSync;
    taken: StatementSync;
  };

  /** @param file path of the database, or ':memory:'. @throws the error of SQLite where it cannot be opened */
  constructor(file: string) {
    this.#database = new DatabaseSync(file);
    this.#database.exec(`
      PRAGMA locking_mode = EXCLUSIVE;
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      CREATE TABLE IF NOT EXISTS tasks (
        name TEXT PRIMARY KEY, queue TEXT NOT NULL, url TEXT NOT NULL, headers TEXT NOT NULL, body BLOB NOT NULL,
        createdAtMs INTEGER NOT NULL, dueAtMs INTEGER NOT NULL, dispatchDeadlineMs INTEGER NOT NULL,
        failedAttempts INTEGER NOT NULL, responses INTEGER NOT NULL, firstAttemptAtMs INTEGER, previousStatus INTEGER
      ) WITHOUT ROWID;
      CREATE INDEX IF NOT EXISTS tasksByDueTime ON tasks (queue, dueAtMs);
      CREATE TABLE IF NOT EXISTS takenNames (name TEXT PRIMARY KEY, untilMs INTEGER NOT NULL) WITHOUT ROWID;
    `);
    this.#statements = {
      insert: this.#database.prepare(
        `INSERT INTO tasks VALUES (:name, :queue, :url, :headers, :body, :createdAtMs, :dueAtMs, :dispatchDeadlineMs,
          :failedAttempts, :responses, :firstAttemptAtMs, :previousStatus)`,
      ),
      update: this.#database.prepare(
        `UPDATE tasks SET dueAtMs = :dueAtMs, failedAttempts = :failedAttempts, responses = :responses,
          firstAttemptAtMs = :firstAttemptAtMs, previousStatus = :previousStatus WHERE name = :name`,
      ),
      remove: this.#database.prepare('DELETE FROM tasks WHERE name = ?'),
      retire: this.#database.prepare('INSERT OR REPLACE INTO takenNames VALUES (?, ?)'),
      forget: this.#database.prepare('DELETE FROM takenNames WHERE untilMs <= ?'),
      find: this.#database.prepare('SELECT name FROM tasks WHERE name = ?'),
      due: this.#database.prepare(
        'SELECT * FROM tasks WHERE queue = ? AND dueAtMs <= ? ORDER BY dueAtMs LIMIT ?',
      ),
      next: this.#database.prepare(
        'SELECT min(dueAtMs) AS dueAtMs FROM tasks WHERE queue = ? AND dueAtMs > ?',
      ),
      count: this.#database.prepare(
        'SELECT queue, count(*) AS count FROM tasks GROUP BY queue ORDER BY queue',
      ),
      all: this.#database.prepare('SELECT * FROM tasks WHERE queue = ? ORDER BY dueAtMs'),
      taken: this.#database.prepare('SELECT untilMs FROM takenNames WHERE name = ? AND untilMs > ?'),
    };
  }

  /** @returns false where the name is in use or was until lately */
  add(task: Task, nowMs: number): boolean {
    if (this.has(task.name) || this.#statements.taken.get(task.name, nowMs) !== undefined) return false;
    this.#statements.insert.run({ ...task, headers: JSON.stringify(task.headers) });
    return true;
  }

  has(name: string): boolean {
    return this.#statements.find.get(name) !== undefined;
  }

  /** Stores a task's next due time and its attempts. */
  update({ name, dueAtMs, failedAttempts, responses, firstAttemptAtMs, previousStatus }: Task): void {
    this.#statements.update.run({
      name,
      dueAtMs,
      failedAttempts,
      responses,
      firstAttemptAtMs,
      previousStatus,
    });
  }

  /** Takes a finished or deleted task out; its name stays taken for a day. @returns whether it was there */
  remove(name: string, nowMs: number): boolean {
    this.#statements.forget.run(nowMs);
    this.#database.exec('BEGIN');
    const { changes } = this.#statements.remove.run(name);
    if (Number(changes) > 0) this.#statements.retire.run(name, nowMs + NAME_TAKEN_FOR_MS);
    this.#database.exec('COMMIT');
    return Number(changes) > 0;
  }

  /** The tasks of a queue that are due, oldest first. */
  due(queue: string, nowMs: number, limit: number): Task[] {
    return this.#statements.due.all(queue, nowMs, limit).map(toTask);
  }

  /** When the first task after `nowMs` is due; null for none. */
  nextDueAtMs(queue: string, nowMs: number): number | null {
    const dueAtMs = this.#statements.next.get(queue, nowMs)?.['dueAtMs'];
    return typeof dueAtMs === 'number' ? dueAtMs : null;
  }

  list(queue: string): Task[] {
    return this.#statements.all.all(queue).map(toTask);
  }

  /** How many tasks each queue holds; queues without tasks are absent. */
  counts(): Record<string, number> {
    return Object.fromEntries(
      this.#statements.count.all().map((row) => [String(row['queue']), Number(row['count'])]),
    );
  }

  close(): void {
    this.#database.close();
  }
}

function toTask(row: Record<string, unknown>): Task {
  const { body, headers } = row;
  if (!(body instanceof Uint8Array) || typeof headers !== 'string')
    throw new Error('task-store: a row without a body');
  return {
    name: String(row['name']),
    queue: String(row['queue']),
    url: String(row['url']),
    headers: JSON.parse(headers) as Record<string, string>, // written by `add` from this very type
    body: Buffer.from(body),
    createdAtMs: Number(row['createdAtMs']),
    dueAtMs: Number(row['dueAtMs']),
    dispatchDeadlineMs: Number(row['dispatchDeadlineMs']),
    failedAttempts: Number(row['failedAttempts']),
    responses: Number(row['responses']),
    firstAttemptAtMs: row['firstAttemptAtMs'] === null ? null : Number(row['firstAttemptAtMs']),
    previousStatus: row['previousStatus'] === null ? null : Number(row['previousStatus']),
  };
}
