const KEY = 'colibri.reloadedAt';
/** Within this time after a reload, another missing chunk is no old page but a fault that a reload does not mend. */
const LOOP_MS = 60_000;

/**
 * Loads the page anew when a part of it is gone from the server, once.
 *
 * @param storage the tab's own, which outlives the reload.
 * @param nowMs the present, in milliseconds.
 * @returns whether the page is being loaded anew; otherwise the failure takes its way to the screen.
 */
export function reloadForMissingChunk(
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  nowMs: number,
  reload: () => void,
): boolean {
  const reloadedAt = Number(storage.getItem(KEY) ?? 0);
  if (nowMs - reloadedAt < LOOP_MS) return false;
  storage.setItem(KEY, String(nowMs));
  reload();
  return true;
}
