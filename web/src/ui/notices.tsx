import { lazy, Suspense, useSyncExternalStore } from 'react';

/** A short word about something that has happened, with at most one thing to do about it. */
export interface Notice {
  message: string;
  tone?: 'neutral' | 'danger' | 'success';
  action?: { label: string; onAction: () => void };
  /** Milliseconds on the screen; hovering holds it. */
  durationMs?: number;
}

let isNeeded = false;
const watchers = new Set<() => void>();

/** Shows a notice. Its code is loaded with the first one. */
export function showNotice(notice: Notice): void {
  isNeeded = true;
  for (const watcher of watchers) watcher();
  import('./notices-host.tsx').then(({ push }) => push(notice)).catch(reportError);
}

const Host = lazy(async () => ({ default: (await import('./notices-host.tsx')).NoticesHost }));

/** Where notices appear; nothing until there is one. */
export function Notices() {
  const isShown = useSyncExternalStore(subscribe, () => isNeeded);
  return isShown ? (
    <Suspense>
      <Host />
    </Suspense>
  ) : null;
}

function subscribe(onChange: () => void): () => void {
  watchers.add(onChange);
  return () => watchers.delete(onChange);
}
