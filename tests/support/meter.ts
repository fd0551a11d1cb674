import { setTimeout as sleep } from 'node:timers/promises';
import type { Stack } from '../../scripts/lib/stack.ts';
import type { MeterKind, MeterRow } from '../../emulator/src/shared/meter.ts';

/** What production would have billed since the last reset. */
async function readMeter(stack: Stack): Promise<MeterRow[]> {
  const response = await fetch(`${stack.emulators.urls.hub}/emulator/v1/meter`);
  const { rows } = (await response.json()) as { rows: MeterRow[] }; // the hub's own answer
  return rows;
}

/** What has been billed once nothing more comes in for half a second. */
export async function readSettledMeter(stack: Stack): Promise<MeterRow[]> {
  let rows = await readMeter(stack);
  for (;;) {
    await sleep(500);
    const later = await readMeter(stack);
    if (JSON.stringify(later) === JSON.stringify(rows)) return later;
    rows = later;
  }
}

export async function resetMeter(stack: Stack): Promise<void> {
  await fetch(`${stack.emulators.urls.hub}/emulator/v1/meter`, { method: 'DELETE' });
}

export function sum(rows: MeterRow[], kind: MeterKind, pattern?: string): number {
  return rows
    .filter((row) => row.kind === kind && (pattern === undefined || row.pattern === pattern))
    .reduce((total, row) => total + row.count, 0);
}
