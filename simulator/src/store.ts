import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { SimulatedMail } from './mail/mailbox.ts';
import type { SimulatedAccount, SimulatedMessage } from './messages.ts';

const FILE = 'simulator.sqlite';

/** What the simulator keeps: accounts, messages and mails as JSON, files as bytes. In memory for a null folder. */
export class Store {
  readonly #database: DatabaseSync;
  readonly #putAccount: StatementSync;
  readonly #putMessage: StatementSync;
  readonly #putFile: StatementSync;
  readonly #putMail: StatementSync;
  readonly #findFile: StatementSync;

  /** @throws an Error that says what to do where the file is damaged or another process has it */
  constructor(folder: string | null) {
    this.#database = open(folder);
    const put = (table: string): StatementSync =>
      this.#database.prepare(
        `INSERT INTO ${table} (sid, value) VALUES (?, ?) ON CONFLICT (sid) DO UPDATE SET value = excluded.value`,
      );
    this.#putAccount = put('accounts');
    this.#putMessage = put('messages');
    this.#putFile = put('files');
    this.#putMail = put('mails');
    this.#findFile = this.#database.prepare('SELECT value FROM files WHERE sid = ?');
  }

  putAccount(account: SimulatedAccount): void {
    this.#putAccount.run(account.sid, JSON.stringify(account));
  }

  putMessage(message: SimulatedMessage): void {
    this.#putMessage.run(message.sid, JSON.stringify(message));
  }

  putFile(sid: string, bytes: Uint8Array): void {
    this.#putFile.run(sid, bytes);
  }

  putMail(mail: SimulatedMail): void {
    this.#putMail.run(mail.id, JSON.stringify(mail));
  }

  findFile(sid: string): Buffer | null {
    const value = this.#findFile.get(sid)?.['value'];
    return value instanceof Uint8Array ? Buffer.from(value) : null;
  }

  /** All accounts, in the order in which they were made. */
  accounts(): SimulatedAccount[] {
    return this.#all('accounts').map((json) => JSON.parse(json) as SimulatedAccount); // written by putAccount alone
  }

  /** All messages, in the order in which they were made. */
  messages(): SimulatedMessage[] {
    return this.#all('messages').map((json) => JSON.parse(json) as SimulatedMessage); // written by putMessage alone
  }

  /** All mails, in the order in which they arrived. */
  mails(): SimulatedMail[] {
    return this.#all('mails').map((json) => JSON.parse(json) as SimulatedMail); // written by putMail alone
  }

  close(): void {
    this.#database.close();
  }

  #all(table: 'accounts' | 'messages' | 'mails'): string[] {
    const rows = this.#database.prepare(`SELECT value FROM ${table} ORDER BY position`).all();
    return rows.map((row) => String(row['value']));
  }
}

function open(folder: string | null): DatabaseSync {
  if (folder === null) return withTables(new DatabaseSync(':memory:'));
  const file = path.join(folder, FILE);
  try {
    mkdirSync(folder, { recursive: true });
    return withTables(new DatabaseSync(file));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `The simulator cannot open ${file}: ${reason}. Stop the program that uses it, or delete the file to start without its history.`,
      { cause: error },
    );
  }
}

function withTables(database: DatabaseSync): DatabaseSync {
  try {
    // A power cut may cost the last messages of a simulation; a kill of the process costs none.
    database.exec(
      'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;' +
        ['accounts', 'messages', 'files', 'mails']
          .map((table) => {
            const type = table === 'files' ? 'BLOB' : 'TEXT';
            return `CREATE TABLE IF NOT EXISTS ${table} (position INTEGER PRIMARY KEY, sid TEXT NOT NULL UNIQUE, value ${type} NOT NULL);`;
          })
          .join(''),
    );
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
