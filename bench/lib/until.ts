import { eventually } from '../../functions/src/testing/inbox.ts';

const WITHIN_MS = 30_000;

/** Waits until something is so; @throws after half a minute */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  await eventually(isSo, (so) => so, WITHIN_MS);
}
