import { disableNetwork, doc, enableNetwork, onSnapshot } from 'firebase/firestore';
import { useEffect, useSyncExternalStore } from 'react';
import { firestore } from './firebase.ts';
import { createServerWatch } from './server-watch.ts';

const PROBE_TIMEOUT_MS = 4000;

const server = createServerWatch({ probe: askServer, reconnect: () => void reconnect().catch(reportError) });

/** Whether the browser believes that it has a network and nothing says that the server is gone. */
export function useOnline(): boolean {
  return useSyncExternalStore(subscribe, () => navigator.onLine && server.isReachable());
}

/** A call got no answer: the server may be gone. */
export function noteSilence(): void {
  server.noteSilence();
}

/** Watches by one document that the app listens to anyway, which costs no further read. */
export function useServerWatch(path: string): void {
  useEffect(() => {
    let wasLive = false;
    const stop = onSnapshot(
      doc(firestore(), path),
      { includeMetadataChanges: true },
      ({ metadata }) => {
        wasLive ||= !metadata.fromCache;
        server.noteCached(wasLive && metadata.fromCache);
      },
      noteSilence,
    );
    const stopWatching = watchChannels();
    return () => {
      stop();
      stopWatching();
      server.noteCached(false);
    };
  }, [path]);
}

/**
 * Hears at once when a channel of the listeners breaks off: Firestore itself tries for about twenty seconds before it
 * tells anybody. A request without an answer has the status 0
 * (https://developer.mozilla.org/en-US/docs/Web/API/PerformanceResourceTiming/responseStatus).
 */
function watchChannels(): () => void {
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (!(entry instanceof PerformanceResourceTiming) || !entry.name.includes('/Listen/channel')) continue;
      if (entry.responseStatus === 0) noteSilence();
    }
  });
  observer.observe({ type: 'resource' });
  return () => observer.disconnect();
}

function subscribe(onChange: () => void): () => void {
  addEventListener('online', onChange);
  addEventListener('offline', onChange);
  const stop = server.subscribe(onChange);
  return () => {
    removeEventListener('online', onChange);
    removeEventListener('offline', onChange);
    stop();
  };
}

/** The smallest answer that the app's own origin gives. */
async function askServer(): Promise<boolean> {
  try {
    const { ok } = await fetch('/__/firebase/init.json', {
      cache: 'no-store',
      signal: AbortSignal.timeout(PROBE_TIMEOUT_MS),
    });
    return ok;
  } catch {
    return false;
  }
}

/** Firestore pauses up to a minute between attempts; a new start begins with the first. */
async function reconnect(): Promise<void> {
  await disableNetwork(firestore());
  await enableNetwork(firestore());
}
