import type { Caller } from '../../shared/caller.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Meter, MeterSource } from '../../shared/meter.ts';
import type { Database, Engine } from '../engine/types.ts';
import type { RulesRegistry } from './rules-registry.ts';

/** What every operation of one service works on. */
export interface FirestoreState {
  engine: Engine;
  clock: Clock;
  meter: Meter;
  rules: RulesRegistry;
}

/** One request: who asks, of which database, over which connection. */
export interface RequestContext {
  state: FirestoreState;
  database: Database;
  caller: Caller;
  /** Names the client's connection: transactions begun over it end with it. Absent where it says nothing. */
  session?: string;
}

/** On whose account the meter counts. */
export function meterSource(caller: Caller): MeterSource {
  return caller.kind === 'owner' ? 'admin' : 'client';
}

/** Counts `count` document reads of `path`. */
export function meterReads(context: RequestContext, path: string, count = 1): void {
  context.state.meter.add('read', meterSource(context.caller), path, count);
}
