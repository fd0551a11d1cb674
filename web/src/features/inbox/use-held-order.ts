import { useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { holdOrder } from './model.ts';

/** A pointer or focus that has rested for this long is no longer about to choose a row. */
const RESTED_MS = 4000;

/**
 * Keeps a list from jumping under the reader: while the pointer or the focus moves in it, or it is scrolled down, the
 * order stands still and what came in is counted.
 */
export function useHeldOrder<Row extends { id: string }>(
  rows: readonly Row[],
  scrollerRef: RefObject<HTMLElement | null>,
): { rows: readonly Row[]; newerCount: number; release: () => void } {
  const [heldIds, setHeldIds] = useState<readonly string[] | null>(null);
  const latestRows = useRef(rows);
  useEffect(() => {
    latestRows.current = rows;
  }, [rows]);

  useEffect(() => {
    const scroller = scrollerRef.current;
    if (scroller === null) return;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const rest = () => {
      // Scrolled down, new rows would push away what is being read.
      if (scroller.scrollTop < 1) setHeldIds(null);
    };
    const stir = () => {
      setHeldIds((held) => held ?? latestRows.current.map((row) => row.id));
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(rest, RESTED_MS);
    };
    const leave = () => {
      if (timer !== null) clearTimeout(timer);
      rest();
    };
    scroller.addEventListener('pointermove', stir, { passive: true });
    scroller.addEventListener('focusin', stir);
    scroller.addEventListener('scroll', stir, { passive: true });
    scroller.addEventListener('pointerleave', leave);
    return () => {
      if (timer !== null) clearTimeout(timer);
      scroller.removeEventListener('pointermove', stir);
      scroller.removeEventListener('focusin', stir);
      scroller.removeEventListener('scroll', stir);
      scroller.removeEventListener('pointerleave', leave);
    };
  }, [scrollerRef]);

  const shown = useMemo(
    () => (heldIds === null ? { rows, newerCount: 0 } : holdOrder(heldIds, rows)),
    [heldIds, rows],
  );
  const release = () => {
    setHeldIds(null);
    scrollerRef.current?.scrollTo({ top: 0 });
  };
  return { ...shown, release };
}
