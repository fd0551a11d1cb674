import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';

/** Where the reader wanted to go when the guard stopped them. */
interface StoppedLeave {
  /** Goes there after all. */
  leave: () => void;
  stay: () => void;
}

/**
 * Asks before a page with unsaved changes is left: by a link, by Back, by closing the tab. Addresses below `within` are
 * not leaving.
 *
 * The router of this app has no blocker of its own; the browser's Navigation API
 * (https://developer.mozilla.org/docs/Web/API/Navigation_API) stops every change of the address. Where a browser lacks
 * it, closing and reloading still ask.
 *
 * @returns what was stopped, or null.
 */
export function useLeaveGuard(isGuarded: boolean, within: string): StoppedLeave | null {
  const navigate = useNavigate();
  const [stoppedAt, setStoppedAt] = useState<string | null>(null);
  const [isReleased, setIsReleased] = useState(false);

  useEffect(() => {
    if (!isGuarded || isReleased) return;
    const handleUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const handleNavigate = (event: NavigateEvent) => {
      const { pathname, search } = new URL(event.destination.url);
      if (!event.cancelable || pathname === within || pathname.startsWith(`${within}/`)) return;
      // Leaving the document is what `beforeunload` asks about.
      if (!event.destination.sameDocument) return;
      event.preventDefault();
      setStoppedAt(pathname + search);
    };
    const navigation = 'navigation' in globalThis ? globalThis.navigation : null;
    addEventListener('beforeunload', handleUnload);
    navigation?.addEventListener('navigate', handleNavigate);
    return () => {
      removeEventListener('beforeunload', handleUnload);
      navigation?.removeEventListener('navigate', handleNavigate);
    };
  }, [isGuarded, isReleased, within]);

  // The guard is gone once this is rendered; only then the way is free.
  useEffect(() => {
    if (isReleased && stoppedAt !== null) void navigate(stoppedAt);
  }, [isReleased, stoppedAt, navigate]);

  if (stoppedAt === null || isReleased || !isGuarded) return null;
  return { leave: () => setIsReleased(true), stay: () => setStoppedAt(null) };
}
