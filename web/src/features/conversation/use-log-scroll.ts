import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { TimelineRow } from './timeline.ts';

/** Within this distance of the end, the log follows new messages. Pixels. */
const NEAR_END_PX = 80;
/** Within this distance of the beginning, the next older page is fetched. Pixels. */
const NEAR_BEGINNING_PX = 400;

interface LogScroll {
  /** Messages that came while the reader was further up. */
  missedCount: number;
  isAtEnd: boolean;
  /** The reader is close to the oldest message that is loaded. */
  isNearBeginning: boolean;
  jumpToEnd: () => void;
}

/**
 * Where the log stands: it opens at the unread line or at its end, follows new messages while the reader is at the end,
 * stays in place while they read further up, and never moves when older messages come in above.
 *
 * @param logRef the element that scrolls.
 * @param contentRef what it holds, as high as all messages.
 * @param sentCount grows with every message the reader sends, which jumps to the end.
 */
export function useLogScroll(
  logRef: RefObject<HTMLElement | null>,
  contentRef: RefObject<HTMLElement | null>,
  rows: readonly TimelineRow[],
  sentCount: number,
): LogScroll {
  const [place, setPlace] = useState({ isAtEnd: true, isNearBeginning: false });
  const [seenId, setSeenId] = useState<string | null>(null);
  const anchorRef = useRef<{ firstId: string; height: number } | null>(null);
  const isFollowing = useRef(true);
  const lastSentCountRef = useRef(sentCount);
  const bubbles = rows.filter((row) => row.type === 'bubble');
  const lastId = bubbles.at(-1)?.id ?? null;
  const firstId = rows.find((row) => row.type === 'bubble' || row.type === 'event')?.id ?? null;

  const measure = useCallback(() => {
    const element = logRef.current;
    if (element === null) return;
    const isAtEnd = isNearEnd(element);
    // Before the first messages stand, the log is at its beginning only because it is empty.
    const isNearBeginning = anchorRef.current !== null && element.scrollTop < NEAR_BEGINNING_PX;
    isFollowing.current = isAtEnd;
    setPlace((previous) =>
      previous.isAtEnd === isAtEnd && previous.isNearBeginning === isNearBeginning
        ? previous
        : { isAtEnd, isNearBeginning },
    );
  }, [logRef]);

  const jumpToEnd = useCallback(() => {
    const element = logRef.current;
    if (element === null) return;
    element.scrollTop = element.scrollHeight;
    measure();
  }, [logRef, measure]);

  useLayoutEffect(() => {
    const element = logRef.current;
    if (element === null || firstId === null) return;
    const before = anchorRef.current;
    if (before === null) {
      openAtUnread(element);
      isFollowing.current = isNearEnd(element);
    } else if (before.firstId !== firstId) {
      element.scrollTop += element.scrollHeight - before.height;
    } else if (sentCount !== lastSentCountRef.current) {
      isFollowing.current = true;
      element.scrollTop = element.scrollHeight;
    }
    lastSentCountRef.current = sentCount;
    anchorRef.current = { firstId, height: element.scrollHeight };
  }, [logRef, anchorRef, lastSentCountRef, firstId, sentCount]);

  useEffect(() => {
    const element = logRef.current;
    if (element === null) return;
    // The keyboard scrolls whatever has the focus.
    element.tabIndex = 0;
    element.addEventListener('scroll', measure, { passive: true });
    // The composer grows and shrinks below, messages come in above: a reader at the end stays there.
    const observer = new ResizeObserver(() => {
      if (isFollowing.current) element.scrollTop = element.scrollHeight;
      if (anchorRef.current !== null) anchorRef.current.height = element.scrollHeight;
      measure();
    });
    observer.observe(element);
    if (contentRef.current !== null) observer.observe(contentRef.current);
    return () => {
      element.removeEventListener('scroll', measure);
      observer.disconnect();
    };
  }, [logRef, contentRef, measure]);

  if (place.isAtEnd && seenId !== lastId) setSeenId(lastId);
  const seenIndex = bubbles.findIndex((row) => row.id === seenId);
  const missed = place.isAtEnd || seenIndex === -1 ? [] : bubbles.slice(seenIndex + 1);
  return { ...place, missedCount: missed.length, jumpToEnd };
}

function isNearEnd(element: HTMLElement): boolean {
  return element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX;
}

function openAtUnread(element: HTMLElement): void {
  element.scrollTop = element.scrollHeight;
  const line = element.querySelector<HTMLElement>('[data-unread-line]');
  if (line === null) return;
  const above = line.getBoundingClientRect().top - element.getBoundingClientRect().top;
  if (above < 0) element.scrollTop += above - 24;
}
