import type { Stack } from '../../scripts/lib/stack.ts';
import type { MeterKind, MeterRow } from '../../emulator/src/shared/meter.ts';

/** What production would have billed since the last reset. */
export async function readMeter(stack: Stack): Promise<MeterRow[]> {
  const response = await fetch(`${stack.emulators.urls.hub}/emulator/v1/meter`);
  const { rows } = (await response.json()) as { rows: MeterRow[] }; // the hub's own answer
  return rows;
}

export async function resetMeter(stack: Stack): Promise<void> {
  await fetch(`${stack.emulators.urls.hub}/emulator/v1/meter`, { method: 'DELETE' });
}

export function sum(rows: MeterRow[], kind: MeterKind, pattern?: string): number {
  return rows
    .filter((row) => row.kind === kind && (pattern === undefined || row.pattern === pattern))
    .reduce((total, row) => total + row.count, 0);
}
