/** Rows beyond each edge that stand ready, so that quick scrolling shows no gap. */
const SPARE_ROWS = 8;

/** A part of a list: from `start` up to, not including, `end`. */
export interface RowRange {
  start: number;
  end: number;
}

/** Which rows of one height a scrolled view shows, with some to spare. All sizes in pixels. */
export function findVisibleRows(
  view: { scrollTop: number; height: number },
  rowCount: number,
  rowHeight: number,
): RowRange {
  const first = Math.floor(view.scrollTop / rowHeight);
  const last = Math.ceil((view.scrollTop + view.height) / rowHeight);
  const end = Math.min(rowCount, last + SPARE_ROWS);
  return { start: Math.max(0, Math.min(first - SPARE_ROWS, end)), end };
}
