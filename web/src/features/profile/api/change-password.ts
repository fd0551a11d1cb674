import {
  EmailAuthProvider,
  reauthenticateWithCredential,
  signInWithEmailAndPassword,
  updatePassword,
} from 'firebase/auth';
import { AppError, toAppError } from '../../../platform/app-error.ts';
import { callCallable } from '../../../platform/call-callable.ts';
import { firebaseAuth } from '../../../platform/firebase.ts';
import { holdSession } from '../../../platform/session-hold.ts';
import { useSingleMutation } from '../../../platform/use-single-mutation.ts';

interface PasswordChange {
  current: string;
  next: string;
}

/** Whether the other devices could be signed out too. */
type PasswordResult = 'others-ended' | 'others-stay';

/**
 * Changes the password and ends every other session. This device's own ends with them and is followed by a new one, so
 * that whoever changed the password stays in.
 *
 * @param onDone hears the result also when the page has made way for the new session meanwhile.
 */
export function useChangePassword(onDone: (result: PasswordResult) => void) {
  return useSingleMutation<void, PasswordChange>({
    mutationFn: async (change) => onDone(await holdSession(() => changePassword(change))),
  });
}

async function changePassword({ current, next }: PasswordChange): Promise<PasswordResult> {
  const auth = firebaseAuth();
  const user = auth.currentUser;
  if (user?.email == null) throw new AppError('unauthenticated', null);
  const { email } = user;
  try {
    await reauthenticateWithCredential(user, EmailAuthProvider.credential(email, current));
    await updatePassword(user, next);
  } catch (thrown) {
    throw toAppError(thrown);
  }
  const result = await endOthers();
  try {
    await signInWithEmailAndPassword(auth, email, next);
  } catch (thrown) {
    throw toAppError(thrown);
  }
  return result;
}

/** The password is changed by now: a failure here is told, and takes nothing back. */
async function endOthers(): Promise<PasswordResult> {
  try {
    await callCallable('endAllSessions', {});
    return 'others-ended';
  } catch (thrown) {
    if (thrown instanceof AppError) return 'others-stay';
    throw thrown;
  }
}
