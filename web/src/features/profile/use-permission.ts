import { useSyncExternalStore } from 'react';

/** What the browser lets this page do about notifications. */
export type NoticePermission = NotificationPermission | 'unsupported';

const watchers = new Set<() => void>();

/** The browser's present word, and how to ask for another: only after a click, or it refuses for good. */
export function usePermission(): { permission: NoticePermission; ask: () => void } {
  const permission = useSyncExternalStore(subscribe, readPermission);
  return {
    permission,
    ask: () => {
      askBrowser().catch(reportError);
    },
  };
}

async function askBrowser(): Promise<void> {
  await Notification.requestPermission();
  for (const watcher of watchers) watcher();
}

function readPermission(): NoticePermission {
  return 'Notification' in globalThis ? Notification.permission : 'unsupported';
}

/** People change it in the browser's settings: coming back shows the new state. */
function subscribe(onChange: () => void): () => void {
  watchers.add(onChange);
  addEventListener('focus', onChange);
  return () => {
    watchers.delete(onChange);
    removeEventListener('focus', onChange);
  };
}
