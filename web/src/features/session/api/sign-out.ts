import { signOut as signOutOfFirebase } from 'firebase/auth';
import { firebaseAuth } from '../../../platform/firebase.ts';
import { forgetPictures } from '../../../platform/picture-store.ts';
import { clearNotices } from '../../../ui/notices.tsx';
import { END_REASONS, wasEndedElsewhere, type EndReason } from '../model.ts';

const END_REASON_KEY = 'colibri.sessionEnd';
/** When somebody last signed out on this device; all tabs see it. */
const LEFT_AT_KEY = 'colibri.signedOutAt';

/** Signs out on this device. `reason` is told on the sign-in page when it was not the person's own wish. */
export async function signOut(reason: EndReason | null = null): Promise<void> {
  if (reason === null) forgetEndReason();
  else sessionStorage.setItem(END_REASON_KEY, reason);
  localStorage.setItem(LEFT_AT_KEY, String(Date.now()));
  await signOutOfFirebase(firebaseAuth());
}

/**
 * The SDK has dropped whoever was signed in. It does so by itself when the server no longer renews the token, such as
 * after a new password: then the sign-in page has to say why.
 */
export function noteSignedOut(): void {
  const leftAtMs = Number(localStorage.getItem(LEFT_AT_KEY) ?? 0);
  if (readEndReason() === null && wasEndedElsewhere(leftAtMs, Date.now())) {
    sessionStorage.setItem(END_REASON_KEY, 'ended');
  }
  clearNotices();
  forgetPictures().catch(reportError);
}

/** Somebody has signed in: how the session before ended is past. */
export function forgetEndReason(): void {
  sessionStorage.removeItem(END_REASON_KEY);
}

/** Why the last session of this tab ended, if the person did not end it. */
export function readEndReason(): EndReason | null {
  const stored = sessionStorage.getItem(END_REASON_KEY);
  return END_REASONS.find((reason) => reason === stored) ?? null;
}
