import { Firestore } from 'firebase-admin/firestore';
import { expect } from 'vitest';
import type { RunningEmulators } from '../boot.ts';

const WAIT_MS = 10_000;

/** What the fixture's background functions wrote down, and the Admin SDK's Firestore to set them off. */
export class FixtureLog {
  readonly firestore: Firestore;

  constructor({ env, projectId }: RunningEmulators) {
    Object.assign(process.env, env);
    this.firestore = new Firestore({ projectId });
  }

  /** Entries of one function, oldest first. */
  async entries(name: string): Promise<Record<string, unknown>[]> {
    const { docs } = await this.firestore.collection('log').where('name', '==', name).get();
    return docs
      .toSorted((left, right) => left.createTime.toMillis() - right.createTime.toMillis())
      .map((document) => document.data());
  }

  /** Resolves once a function has written as many entries as asked for. */
  async wait(name: string, count = 1): Promise<Record<string, unknown>[]> {
    const read = () => this.entries(name);
    await expect
      .poll(async () => (await read()).length, { timeout: WAIT_MS, interval: 30 })
      .toBeGreaterThanOrEqual(count);
    return read();
  }

  async clear(): Promise<void> {
    await this.firestore.recursiveDelete(this.firestore.collection('log'));
  }

  async close(): Promise<void> {
    await this.firestore.terminate();
  }
}
