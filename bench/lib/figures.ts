/** What a benchmark found. `failures` names every target that was missed, in a sentence each. */
export interface Findings {
  figures: Record<string, unknown>;
  failures: string[];
}

/** The value below which a share of all values lies, by the nearest rank. `share` is from 0 to 1. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = Math.max(1, Math.ceil(sorted.length * share));
  const value = sorted[rank - 1];
  if (value === undefined) throw new Error('There is no quantile of no values.');
  return value;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Rounds to as many decimals as a reader can use. */
export function rounded(value: number, decimals = 2): number {
  return Number(value.toFixed(decimals));
}
