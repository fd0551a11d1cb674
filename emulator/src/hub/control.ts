import type { FunctionDescription } from '../functions/protocol.ts';
import type { MeterRow } from '../shared/meter.ts';

export interface ServiceInfo {
  name: string;
  host: string;
  port: number;
}

/** What the whole emulator is doing. Times are milliseconds since the epoch on the emulator's clock. */
interface EmulatorStatus {
  projectId: string;
  nowMs: number;
  services: ServiceInfo[];
  functions: readonly FunctionDescription[];
  functionsProcess: {
    pid: number | null;
    isReady: boolean;
    restarts: number;
    missingParams: readonly string[];
  };
  backgroundTriggers: boolean;
  pendingEvents: { waiting: number; inFlight: number };
  taskQueues: { queue: string; waiting: number; inFlight: number }[];
  schedules: { name: string; nextRunAtMs: number | null; isRunning: boolean }[];
  memory: { rssBytes: number; heapUsedBytes: number };
  meter: MeterRow[];
}

export type ClockChange =
  { kind: 'advance'; byMs: number } | { kind: 'freeze'; atMs: number } | { kind: 'resume' };

/** What the hub and the status page do with the emulator. */
export interface EmulatorControl {
  services(): ServiceInfo[];
  status(): Promise<EmulatorStatus>;
  /** Counted operations, invocations up to date. */
  meterRows(): Promise<MeterRow[]>;
  resetMeter(): Promise<void>;
  setBackgroundTriggers(isEnabled: boolean): void;
  /** Moves the clock, runs what that made due, and resolves when it has ended. */
  changeClock(change: ClockChange): Promise<{ nowMs: number; schedules: string[]; taskAttempts: number }>;
  /** Runs a scheduled function now. @returns false where there is none of that name */
  runSchedule(name: string): Promise<boolean>;
}
