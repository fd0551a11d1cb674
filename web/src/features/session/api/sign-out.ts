import { signOut as signOutOfFirebase } from 'firebase/auth';
import { firebaseAuth } from '../../../platform/firebase.ts';
import type { EndReason } from '../model.ts';

const END_REASON_KEY = 'colibri.sessionEnd';

/** Signs out on this device. `reason` is told on the sign-in page when it was not the person's own wish. */
export async function signOut(reason: EndReason | null = null): Promise<void> {
  if (reason === null) forgetEndReason();
  else sessionStorage.setItem(END_REASON_KEY, reason);
  await signOutOfFirebase(firebaseAuth());
}

/** Somebody has signed in: how the session before ended is past. */
export function forgetEndReason(): void {
  sessionStorage.removeItem(END_REASON_KEY);
}

/** Why the last session of this tab ended, if the person did not end it. */
export function readEndReason(): EndReason | null {
  const stored = sessionStorage.getItem(END_REASON_KEY);
  return stored === 'inactive' || stored === 'ended' ? stored : null;
}
