/** The tab in view, if there is one, answers first: somebody who sees the app needs no notice of it. */
const HIDDEN_TAB_PAUSE_MS = 300;
/** As long as other tabs may take to hear of the same message. */
const HOLD_MS = 5000;

interface DesktopNotice {
  /** Whether this tab would show it. A tab in view takes part too, so that the hidden ones stay quiet. */
  isShown: boolean;
  /** Who has written. What they wrote is nobody's business who passes by. */
  title: string;
  body: string;
  onOpen: () => void;
}

/**
 * Shows a notice on the desktop, once on this device however many tabs are open, and only where the browser has allowed
 * it before: it is never asked from here.
 *
 * @param messageKey the same in every tab for the same message.
 */
export async function notifyOnce(messageKey: string, notice: DesktopNotice): Promise<void> {
  if (!('Notification' in globalThis) || Notification.permission !== 'granted') return;
  if (document.visibilityState === 'hidden') await pause(HIDDEN_TAB_PAUSE_MS);
  await navigator.locks.request(`colibri-notice-${messageKey}`, { ifAvailable: true }, async (lock) => {
    if (lock === null) return;
    if (notice.isShown) show(messageKey, notice);
    await pause(HOLD_MS);
  });
}

function show(messageKey: string, { title, body, onOpen }: DesktopNotice): void {
  const shown = tryOpen(title, { body, tag: messageKey, icon: '/favicon.svg' });
  shown?.addEventListener('click', () => {
    focus();
    shown.close();
    onOpen();
  });
}

/** Chrome on Android has the constructor and refuses it (https://developer.mozilla.org/docs/Web/API/Notification/Notification). */
function tryOpen(title: string, options: NotificationOptions): Notification | null {
  try {
    return new Notification(title, options);
  } catch (thrown) {
    if (thrown instanceof TypeError) return null;
    throw thrown;
  }
}

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, durationMs);
  });
}
