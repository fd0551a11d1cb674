import { useEffect, useState, type RefObject } from 'react';
import { findVisibleRows, type RowRange } from './visible-rows.ts';

/** Follows a scrolling element and says which rows of one height to render. `rowHeight` in pixels. */
export function useVisibleRows(
  scrollerRef: RefObject<HTMLElement | null>,
  rowCount: number,
  rowHeight: number,
): RowRange {
  const [view, setView] = useState({ scrollTop: 0, height: 800 });

  useEffect(() => {
    const scroller = scrollerRef.current;
    if (scroller === null) return;
    const measure = () => {
      // Within one row nothing changes on the screen that has to be rendered.
      const scrollTop = Math.floor(scroller.scrollTop / rowHeight) * rowHeight;
      const height = scroller.clientHeight;
      setView((previous) =>
        previous.scrollTop === scrollTop && previous.height === height ? previous : { scrollTop, height },
      );
    };
    const observer = new ResizeObserver(measure);
    observer.observe(scroller);
    scroller.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      scroller.removeEventListener('scroll', measure);
    };
  }, [scrollerRef, rowHeight]);

  return findVisibleRows(view, rowCount, rowHeight);
}
