import { sendPasswordResetEmail } from 'firebase/auth';
import { toAppError } from '../../../platform/app-error.ts';
import { firebaseAuth } from '../../../platform/firebase.ts';

/**
 * Sends a link for a new password. An address without an account is answered like any other, so that nobody can find
 * out who has one. Throws AppError for everything else.
 */
export async function sendPasswordReset(email: string): Promise<void> {
  try {
    await sendPasswordResetEmail(firebaseAuth(), email);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code !== 'user-not-found') throw error;
  }
}
