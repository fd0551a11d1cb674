import { useEffect } from 'react';
import { isTransient, toAppError } from '../../platform/app-error.ts';
import { callCallable } from '../../platform/call-callable.ts';
import { deviceName, readBrowserHints } from './device-name.ts';
import type { Identity } from './model.ts';

/** The sign-in that was last put on the member's list from this device. */
const NOTED_KEY = 'colibri.notedSession';

/**
 * Puts a fresh sign-in on the member's list of sessions, once: a later start on this device costs nothing. The app works
 * without it, so that a refusal ends here; where nothing answered, the next start tries again.
 *
 * @param identity null while nobody is let in.
 */
export function useNotedSession(identity: Identity | null): void {
  const uid = identity?.uid;
  const authTime = identity?.authTimeSeconds;
  useEffect(() => {
    if (uid === undefined || authTime === undefined) return;
    const mark = `${uid} ${authTime}`;
    if (localStorage.getItem(NOTED_KEY) === mark) return;
    // Before the answer: another tab must not ask too.
    localStorage.setItem(NOTED_KEY, mark);
    const device = deviceName(readBrowserHints(navigator), navigator.userAgent);
    callCallable('noteSession', { device }).catch((thrown: unknown) => {
      if (isTransient(toAppError(thrown))) localStorage.removeItem(NOTED_KEY);
    });
  }, [uid, authTime]);
}
