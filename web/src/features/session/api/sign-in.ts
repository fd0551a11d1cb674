import { signInWithEmailAndPassword } from 'firebase/auth';
import { toAppError } from '../../../platform/app-error.ts';
import { firebaseAuth } from '../../../platform/firebase.ts';
import { forgetEndReason } from './sign-out.ts';

/** Signs in; the identity listener hears of it. Throws AppError. */
export async function signIn({ email, password }: { email: string; password: string }): Promise<void> {
  try {
    await signInWithEmailAndPassword(firebaseAuth(), email, password);
    forgetEndReason();
  } catch (thrown) {
    throw toAppError(thrown);
  }
}
