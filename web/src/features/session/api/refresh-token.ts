import { toAppError } from '../../../platform/app-error.ts';
import { firebaseAuth } from '../../../platform/firebase.ts';

/** Fetches a token with the present claims; the identity listener hears of it. Throws AppError. */
export async function refreshToken(): Promise<void> {
  try {
    await firebaseAuth().currentUser?.getIdToken(true);
  } catch (thrown) {
    throw toAppError(thrown);
  }
}
