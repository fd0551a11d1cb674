import { sendPasswordResetEmail } from 'firebase/auth';
import { toAppError } from '../../../platform/app-error.ts';
import { firebaseAuth } from '../../../platform/firebase.ts';

/**
 * Sends a link for a new password, in the language of the app. An address without an account is answered like any other, so that nobody can find
 * out who has one. Throws AppError for everything else.
 */
export async function sendPasswordReset({ email, locale }: { email: string; locale: string }): Promise<void> {
  const auth = firebaseAuth();
  // The mail is written in it (https://firebase.google.com/docs/auth/web/manage-users#send_a_password_reset_email).
  auth.languageCode = locale;
  try {
    await sendPasswordResetEmail(auth, email);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code !== 'user-not-found') throw error;
  }
}
