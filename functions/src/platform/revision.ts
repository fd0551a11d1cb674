import { FIRST_REVISION, revisionOf } from '#contracts/revision.ts';
import { Refusal } from './refusal.ts';

/**
 * The revision of a save that changes something. One that changes nothing is not asked: it may be the repeat of a save
 * whose answer was lost.
 * @param stored null: it is new
 * @param expected the revision that the caller's text began with; none: it began as something new
 * @throws Refusal `changed-meanwhile` where somebody has saved since
 */
export function nextRevision(
  stored: { revision?: number | undefined } | null,
  expected: number | undefined,
): number {
  if (stored === null) return FIRST_REVISION;
  if (revisionOf(stored) !== (expected ?? FIRST_REVISION)) throw new Refusal('changed-meanwhile');
  return revisionOf(stored) + 1;
}
