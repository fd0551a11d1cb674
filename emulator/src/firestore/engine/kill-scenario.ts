import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../../shared/clock.ts';
import { createEngine } from './engine.ts';
import { KILL_SCENARIO_DATABASE, KILL_SCENARIO_START_BALANCE } from './kill-scenario-writer.ts';
import { openSqliteStorage } from './storage-sqlite.ts';
import type { Document } from './types.ts';

export interface KillScenario {
  folder: string;
  /** How many times the writing process is killed. */
  kills: number;
  /** Concurrent loops within it. */
  writers: number;
  /** Accounts that they move money between. */
  documents: number;
}

interface FolderState {
  version: number;
  readTime: string;
  epoch: string;
}

/** How many acknowledged transfers a process is killed after: by count, so that a slow disk makes no life empty. */
const LIFE = { least: 6, most: 100 };
/** About what a commit takes: the end falls anywhere in one, not always right behind an acknowledgement. */
const COMMIT_MS = 10;

/**
 * Starts a process that moves money between accounts in transactions, kills it with SIGKILL after a random number of
 * acknowledged transfers (6 or more), checks what the folder holds, and so on. Each writer counts its transfers in a
 * document of its own, in the same transaction, and prints the count once the commit is acknowledged.
 *
 * Throws an Error that names the difference where money appeared or vanished, an acknowledged transfer is missing, a
 * transfer happened that no writer can have started, or version, time or epoch went back.
 */
export async function runKillScenario(
  scenario: KillScenario,
): Promise<{ kills: number; acknowledged: number }> {
  const acknowledged = new Map<string, number>();
  let total = 0;
  let last: FolderState | null = null;
  for (let kill = 1; kill <= scenario.kills; kill++) {
    const printed = await runUntilKilled(scenario);
    total += printed.length;
    for (const [writer, count] of printed) acknowledged.set(writer, count);
    const state = await inspectFolder(scenario, acknowledged);
    if (last && (state.version < last.version || state.readTime < last.readTime)) {
      throw new Error(`Kill ${kill}: the folder went back in time.`);
    }
    if (last && state.epoch !== last.epoch) throw new Error(`Kill ${kill}: the folder has another epoch.`);
    last = state;
  }
  return { kills: scenario.kills, acknowledged: total };
}

/** The program that `runKillScenario` runs, with its arguments. */
export function writerCommand({ folder, writers, documents }: Omit<KillScenario, 'kills'>): string[] {
  const program = fileURLToPath(new URL('kill-scenario-writer.ts', import.meta.url));
  return [program, folder, String(writers), String(documents)];
}

/** The acknowledged transfers in what that program printed: writers with their counts, in order. */
export function parseAcknowledged(output: string): [string, number][] {
  // What follows the last line break was cut off in the middle.
  const lines = output.split('\n').slice(0, -1);
  return lines.map((line) => {
    const [writer = '', count = ''] = line.split(' ');
    return [writer, Number(count)];
  });
}

/**
 * Opens the folder and compares it with the transfers that were acknowledged, writer by writer; then sets
 * `acknowledged` to what is stored. Throws an Error that names the difference.
 */
export async function inspectFolder(
  { folder, documents: accountCount }: Pick<KillScenario, 'folder' | 'documents'>,
  acknowledged: Map<string, number>,
): Promise<FolderState> {
  const engine = createEngine({ clock: systemClock, storage: openSqliteStorage(folder) });
  try {
    const database = engine.database(...KILL_SCENARIO_DATABASE);
    const { documents } = await database.runQuery({ parent: '', allDescendants: true, orderBy: [] });
    assertMoney(documents, accountCount);
    assertCounts(documents, acknowledged);
    return { version: database.version(), readTime: database.readTime(), epoch: database.epoch };
  } finally {
    await engine.close();
  }
}

/** What the process printed before its end: writers with the count of an acknowledged transfer. */
async function runUntilKilled(scenario: KillScenario): Promise<[string, number][]> {
  const wanted = LIFE.least + Math.floor(Math.random() * (LIFE.most - LIFE.least + 1));
  const child = spawn(process.execPath, writerCommand(scenario), { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const lived = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (parseAcknowledged(output).length >= wanted) resolve();
    });
  });
  await Promise.race([lived, closed]);
  await delay(Math.random() * COMMIT_MS);
  if (child.exitCode !== null) throw new Error(`The writing process ended by itself with ${child.exitCode}.`);
  child.kill('SIGKILL');
  await closed;
  return parseAcknowledged(output);
}

function assertMoney(documents: Document[], accountCount: number): void {
  const balances = documents
    .filter(({ path }) => path.startsWith('accounts/'))
    .map((document) => integerOf(document));
  const sum = balances.reduce((total, balance) => total + balance, 0);
  if (balances.length !== accountCount || sum !== accountCount * KILL_SCENARIO_START_BALANCE) {
    throw new Error(`${balances.length} accounts hold ${sum} in all.`);
  }
}

/** A writer runs one transfer at a time, so at most one can be durable without having been acknowledged. */
function assertCounts(documents: Document[], acknowledged: Map<string, number>): void {
  for (const document of documents) {
    if (!document.path.startsWith('writers/')) continue;
    const stored = integerOf(document);
    const known = acknowledged.get(document.path) ?? 0;
    if (stored < known || stored > known + 1) {
      throw new Error(`${document.path}: ${known} transfers were acknowledged, ${stored} are stored.`);
    }
    acknowledged.set(document.path, stored);
  }
  for (const writer of acknowledged.keys()) {
    if (!documents.some(({ path }) => path === writer)) throw new Error(`${writer} is lost.`);
  }
}

function integerOf(document: Document): number {
  const value = document.fields['value'];
  return value && 'integerValue' in value ? Number(value.integerValue) : NaN;
}
