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
/** How often all notices have been taken away: one from before that is still on its way does not come. */
let cleared = 0;
const watchers = new Set<() => void>();

/** Shows a notice. Its code is loaded with the first one. */
export function showNotice(notice: Notice): void {
  isNeeded = true;
  for (const watcher of watchers) watcher();
  present(notice).catch(reportError);
}

async function present(notice: Notice): Promise<void> {
  const clearedBefore = cleared;
  const { push } = await import('./notices-host.tsx');
  if (cleared === clearedBefore) push(notice);
}

/** Takes all notices away: what was said to one person is not for the next. */
export function clearNotices(): void {
  cleared += 1;
  if (isNeeded) import('./notices-host.tsx').then(({ clear }) => clear()).catch(reportError);
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
