/**
 * A list of which the newest rows are listened to and older ones were read once, page by page. `live` is what the
 * listener holds; `older` goes on where `live` ends.
 */
export interface LiveWindow<Row> {
  live: readonly Row[];
  older: readonly Row[];
  /** Whether the server may hold rows after the last one. */
  hasOlder: boolean;
}

interface WindowRules<Row> {
  /** Rows that the listener holds at most. */
  size: number;
  /** Negative when `a` stands before `b` in the list. */
  compare: (a: Row, b: Row) => number;
}

/**
 * Takes what the listener now holds. A row that newer ones pushed over the window's edge joins the older rows; one that
 * left from the middle no longer belongs to the list and goes. When nothing of the window before is left, rows between
 * the two may be unknown: the older ones are forgotten and read again on demand.
 */
export function applySnapshot<Row extends { id: string }>(
  previous: LiveWindow<Row> | undefined,
  rows: readonly Row[],
  { size, compare }: WindowRules<Row>,
): LiveWindow<Row> {
  const last = rows.at(-1);
  const isFull = rows.length >= size;
  if (previous === undefined || last === undefined || !isFull) {
    return { live: rows, older: [], hasOlder: isFull };
  }
  const liveIds = new Set(rows.map((row) => row.id));
  const isConnected = previous.live.some((row) => liveIds.has(row.id));
  if (!isConnected) return { live: rows, older: [], hasOlder: true };
  const pushedOut = previous.live.filter((row) => !liveIds.has(row.id) && compare(row, last) > 0);
  const older = [...pushedOut, ...previous.older.filter((row) => !liveIds.has(row.id))];
  return { live: rows, older, hasOlder: previous.hasOlder || pushedOut.length > 0 };
}

/** Takes a page that was read after the last row. */
export function appendOlder<Row extends { id: string }>(
  window: LiveWindow<Row>,
  page: readonly Row[],
  pageSize: number,
): LiveWindow<Row> {
  const known = new Set(allRows(window).map((row) => row.id));
  const older = [...window.older, ...page.filter((row) => !known.has(row.id))];
  return { live: window.live, older, hasOlder: page.length >= pageSize };
}

/** Every row in the list's order. */
export function allRows<Row>(window: LiveWindow<Row>): readonly Row[] {
  return window.older.length === 0 ? window.live : [...window.live, ...window.older];
}
