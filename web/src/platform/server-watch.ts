/** What is known of the server beside the browser's own belief about the network. */
interface ServerWatch {
  /** False while the server is gone. */
  isReachable: () => boolean;
  subscribe: (onChange: () => void) => () => void;
  /** A listener that has heard the server before goes on from its cache (true), or hears the server again (false). */
  noteCached: (isCached: boolean) => void;
  /** A call or listener got no answer. */
  noteSilence: () => void;
}

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 8000;

/** Pause after so many unanswered questions, in milliseconds: doubling from one second to eight. */
export function probePauseMs(unanswered: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, unanswered - 1));
}

/**
 * Watches whether the server is there. It asks only on suspicion, after a silence or a listener's fall to its cache, and
 * until the first answer: a healthy app asks nothing.
 *
 * @param probe asks the server once; it never rejects.
 * @param reconnect called when the server is back while the listener still waits out its own, longer pause.
 */
export function createServerWatch({
  probe,
  reconnect,
}: {
  probe: () => Promise<boolean>;
  reconnect: () => void;
}): ServerWatch {
  let isCached = false;
  let isSilent = false;
  let isAsking = false;
  const watchers = new Set<() => void>();

  const change = (update: () => void) => {
    update();
    for (const watcher of watchers) watcher();
  };

  const ask = async (unanswered: number): Promise<void> => {
    if (!(await probe())) {
      change(() => (isSilent = true));
      setTimeout(() => void ask(unanswered + 1), probePauseMs(unanswered + 1));
      return;
    }
    const wasSilent = isSilent;
    isAsking = false;
    change(() => (isSilent = false));
    if (wasSilent && isCached) reconnect();
  };

  const suspect = () => {
    if (isAsking) return;
    isAsking = true;
    void ask(0);
  };

  return {
    isReachable: () => !isCached && !isSilent,
    subscribe: (onChange) => {
      watchers.add(onChange);
      return () => watchers.delete(onChange);
    },
    noteCached: (next) => {
      if (next === isCached) return;
      change(() => (isCached = next));
      if (next) suspect();
    },
    noteSilence: suspect,
  };
}
