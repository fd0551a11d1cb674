import { randomInt } from 'node:crypto';
import type { OobCode } from './oob-code.ts';
import { isForgettable } from './oob-code.ts';
import type { ProjectConfig } from './project-config.ts';
import { DEFAULT_CONFIG } from './project-config.ts';
import type { RecordChange, RecordStore } from '../shared/record-store.ts';
import type { UserRecord } from './user-record.ts';

const ID_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** All that is known of one project: accounts, one-time codes, configuration. Durable before a method returns. */
export class ProjectAccounts {
  readonly projectId: string;
  readonly #records: RecordStore;
  readonly #users = new Map<string, UserRecord>();
  readonly #idByEmail = new Map<string, string>();
  readonly #idByPhone = new Map<string, string>();
  readonly #codes = new Map<string, OobCode>();
  #config: ProjectConfig = DEFAULT_CONFIG;

  constructor(projectId: string, records: RecordStore) {
    this.projectId = projectId;
    this.#records = records;
    // Rows were written by this class: their JSON has the shapes it stored.
    for (const text of records.load(this.#table('users')).values())
      this.#index(JSON.parse(text) as UserRecord);
    for (const text of records.load(this.#table('codes')).values()) {
      const code = JSON.parse(text) as OobCode;
      this.#codes.set(code.oobCode, code);
    }
    const config = records.load(this.#table('config')).get('config');
    if (config !== undefined) this.#config = { ...DEFAULT_CONFIG, ...(JSON.parse(config) as ProjectConfig) };
  }

  get config(): ProjectConfig {
    return this.#config;
  }

  setConfig(config: ProjectConfig): void {
    this.#records.commit([{ table: this.#table('config'), key: 'config', value: JSON.stringify(config) }]);
    this.#config = config;
  }

  user(localId: string): UserRecord | null {
    return this.#users.get(localId) ?? null;
  }

  userByEmail(email: string): UserRecord | null {
    return this.user(this.#idByEmail.get(email) ?? '');
  }

  userByPhone(phoneNumber: string): UserRecord | null {
    return this.user(this.#idByPhone.get(phoneNumber) ?? '');
  }

  /** Users in order of id, beginning after `afterId` (an empty string begins at the first). */
  usersAfter(afterId: string, limit: number): UserRecord[] {
    const ids = [...this.#users.keys()].filter((id) => id > afterId).sort();
    return ids.slice(0, limit).flatMap((id) => this.user(id) ?? []);
  }

  /** A new id in production's shape: 28 letters and digits. */
  newLocalId(): string {
    const id = randomText(28);
    return this.#users.has(id) ? this.newLocalId() : id;
  }

  /** Stores users as given, new or changed, in one commit. */
  saveUsers(users: readonly UserRecord[]): void {
    this.#records.commit(
      users.map((user) => ({
        table: this.#table('users'),
        key: user.localId,
        value: JSON.stringify(user),
      })),
    );
    for (const user of users) {
      this.#unindex(user.localId);
      this.#index(user);
    }
  }

  /** Deletes accounts and their one-time codes; unknown ids are ignored. */
  deleteUsers(localIds: readonly string[]): void {
    const ids = new Set(localIds);
    const codes = [...this.#codes.values()].filter((code) => ids.has(code.localId));
    this.#records.commit([
      ...localIds.map((localId) => ({ table: this.#table('users'), key: localId, value: null })),
      ...this.#codeRemovals(codes),
    ]);
    for (const localId of ids) this.#unindex(localId);
    for (const code of codes) this.#codes.delete(code.oobCode);
  }

  deleteAll(): void {
    this.deleteUsers([...this.#users.keys()]);
  }

  code(oobCode: string): OobCode | null {
    return this.#codes.get(oobCode) ?? null;
  }

  codes(): OobCode[] {
    return [...this.#codes.values()];
  }

  /** Stores a code and drops those that are long past. */
  addCode(code: OobCode): void {
    const old = this.codes().filter((other) => isForgettable(other, code.createdAtMs));
    this.#records.commit([
      ...this.#codeRemovals(old),
      { table: this.#table('codes'), key: code.oobCode, value: JSON.stringify(code) },
    ]);
    for (const { oobCode } of old) this.#codes.delete(oobCode);
    this.#codes.set(code.oobCode, code);
  }

  /** Stores the user that a code changed and uses the code up, with all others of its kind for this user. */
  useCode(code: OobCode, user: UserRecord): void {
    const used = this.codes().filter(
      (other) => other.localId === code.localId && other.requestType === code.requestType,
    );
    this.#records.commit([
      ...this.#codeRemovals(used),
      { table: this.#table('users'), key: user.localId, value: JSON.stringify(user) },
    ]);
    for (const { oobCode } of used) this.#codes.delete(oobCode);
    this.#unindex(user.localId);
    this.#index(user);
  }

  #table(kind: string): string {
    return `${kind}/${this.projectId}`;
  }

  #codeRemovals(codes: readonly OobCode[]): RecordChange[] {
    return codes.map(({ oobCode }) => ({ table: this.#table('codes'), key: oobCode, value: null }));
  }

  #index(user: UserRecord): void {
    this.#users.set(user.localId, user);
    if (user.email !== null) this.#idByEmail.set(user.email, user.localId);
    if (user.phoneNumber !== null) this.#idByPhone.set(user.phoneNumber, user.localId);
  }

  #unindex(localId: string): void {
    const user = this.#users.get(localId);
    if (!user) return;
    this.#users.delete(localId);
    if (user.email !== null) this.#idByEmail.delete(user.email);
    if (user.phoneNumber !== null) this.#idByPhone.delete(user.phoneNumber);
  }
}

/** Letters and digits from a cryptographic source. */
export function randomText(length: number): string {
  return Array.from({ length }, () => ID_ALPHABET.charAt(randomInt(ID_ALPHABET.length))).join('');
}
