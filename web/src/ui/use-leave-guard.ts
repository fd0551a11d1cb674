import { useEffect, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { addLeaveGuard, leaveUnasked } from './leave-guards.ts';

/** What the guard stopped. */
export interface StoppedLeave {
  /** Does it after all. */
  leave: () => void;
  stay: () => void;
}

interface LeaveGuard {
  /** Null while nothing has been stopped. */
  stopped: StoppedLeave | null;
  /** Does what loses the changes: at once where there are none, else when the reader says so. */
  leave: (go: () => void) => void;
}

/**
 * Asks before unsaved changes are lost: by a link, by Back, by closing the tab, or by what is given to `leave`.
 *
 * @param within addresses below it are not leaving; absent: the address at the beginning.
 */
export function useLeaveGuard(isGuarded: boolean, within?: string): LeaveGuard {
  const navigate = useNavigate();
  const [start] = useState(useLocation().pathname);
  const [stoppedGo, setStoppedGo] = useState<(() => void) | null>(null);
  const ground = within ?? start;

  useEffect(() => {
    if (!isGuarded) return;
    return addLeaveGuard({
      within: ground,
      navigate: (address) => void navigate(address),
      ask: (go) => setStoppedGo(() => go),
    });
  }, [isGuarded, ground, navigate]);

  // What was unsaved has been saved meanwhile: there is nothing to ask any more.
  if (!isGuarded && stoppedGo !== null) setStoppedGo(null);

  return {
    stopped:
      stoppedGo === null
        ? null
        : {
            leave: () => {
              setStoppedGo(null);
              leaveUnasked(stoppedGo);
            },
            stay: () => setStoppedGo(null),
          },
    leave: (go) => {
      if (isGuarded) setStoppedGo(() => go);
      else go();
    },
  };
}
