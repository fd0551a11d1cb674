import { setTimeout as sleep } from 'node:timers/promises';
import { median } from './figures.ts';
import { readMeter, readStatus, resetMeter, type MeterRow } from './hub.ts';

/** What production would bill for one path. */
export interface Operations {
  /** Documents read by functions, queries and the first answers of listeners. */
  reads: number;
  writes: number;
  deletes: number;
  /** Calls of functions. */
  invocations: number;
  /** Documents that security rules look up. */
  ruleReads: number;
  /** Documents that open listeners are sent when something changes: grows with the people who watch. */
  listenerReads: number;
}

/** No change for this long means that what was set off has ended. */
const QUIET_MS = 700;
/**
 * An instance reads a route and its credentials again once a minute, whatever the traffic. The middle of three counts
 * in a row has none of it.
 */
export const COUNTS = 3;
/** Schedules run once a minute and cost a few reads of their own. */
const MAX_TRIES = 5;

/**
 * Counts the billed operations that `act` sets off, until nothing more happens, several times, and gives the middle of
 * each figure. A count during which a scheduled function ran is thrown away and taken again.
 * @param prepare runs before each count and is not counted
 */
export async function measureOperations(
  hubUrl: string,
  act: () => Promise<void>,
  prepare: () => Promise<void> = () => Promise.resolve(),
): Promise<Operations> {
  const counts: Operations[] = [];
  while (counts.length < COUNTS) {
    counts.push(summariseMeter(await countUndisturbed(hubUrl, act, prepare)));
  }
  return middleOf(counts);
}

/** The middle of each figure. */
export function middleOf(counts: Operations[]): Operations {
  return operationsOf((kind) => median(counts.map((count) => count[kind])));
}

/** Operations of which each figure is made alike. */
export function operationsOf(figureOf: (kind: keyof Operations) => number): Operations {
  return {
    reads: figureOf('reads'),
    writes: figureOf('writes'),
    deletes: figureOf('deletes'),
    invocations: figureOf('invocations'),
    ruleReads: figureOf('ruleReads'),
    listenerReads: figureOf('listenerReads'),
  };
}

/** What the meter shows of `act`, once; taken again where a scheduled function ran meanwhile. */
export async function countUndisturbed(
  hubUrl: string,
  act: () => Promise<void>,
  prepare: () => Promise<void> = () => Promise.resolve(),
): Promise<MeterRow[]> {
  const { schedules } = await readStatus(hubUrl);
  for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
    await prepare();
    await whenQuiet(hubUrl);
    await resetMeter(hubUrl);
    await act();
    const rows = await whenQuiet(hubUrl);
    const isDisturbed = rows.some(
      ({ kind, pattern }) => kind === 'invocation' && schedules.includes(pattern),
    );
    if (!isDisturbed) return rows;
  }
  throw new Error(`A scheduled function ran during each of ${MAX_TRIES} counts.`);
}

/** Waits until the meter stands still and gives what it shows. */
export async function whenQuiet(hubUrl: string): Promise<MeterRow[]> {
  let rows = await readMeter(hubUrl);
  for (;;) {
    await sleep(QUIET_MS);
    const later = await readMeter(hubUrl);
    if (JSON.stringify(later) === JSON.stringify(rows)) return later;
    rows = later;
  }
}

/** The sums of what a meter shows. */
export function summariseMeter(rows: MeterRow[]): Operations {
  const sum = (wanted: MeterRow['kind']): number =>
    rows.reduce((total, { kind, count }) => (kind === wanted ? total + count : total), 0);
  return {
    reads: sum('read'),
    writes: sum('write'),
    deletes: sum('delete'),
    invocations: sum('invocation'),
    ruleReads: sum('ruleRead'),
    listenerReads: sum('listenerRead'),
  };
}
