import { onIdTokenChanged, type User } from 'firebase/auth';
import { claimsSchema } from '#contracts/roles.ts';
import { toAppError } from '../../../platform/app-error.ts';
import { firebaseAuth } from '../../../platform/firebase.ts';
import { useLive, type LiveUnit } from '../../../platform/live-query.ts';
import type { Identity } from '../model.ts';
import { noteSignedOut } from './sign-out.ts';

const identityUnit: LiveUnit<Identity | null> = {
  queryKey: ['identity'],
  listen: ({ next, fail }) => {
    let wasSignedIn = false;
    const tell = async (user: User | null) => {
      if (wasSignedIn && user === null) noteSignedOut();
      wasSignedIn = user !== null;
      try {
        const identity = await readIdentity(user);
        next(() => identity);
      } catch (thrown) {
        fail(toAppError(thrown));
      }
    };
    return onIdTokenChanged(firebaseAuth(), (user) => void tell(user));
  },
};

/** Who is signed in, renewed with every new token; null when nobody is. */
export function useIdentity() {
  return useLive(identityUnit);
}

async function readIdentity(user: User | null): Promise<Identity | null> {
  if (user === null) return null;
  const token = await user.getIdTokenResult();
  const claims = claimsSchema.safeParse(token.claims);
  return {
    uid: user.uid,
    email: user.email ?? '',
    claims: claims.success ? claims.data : null,
    authTimeSeconds: Math.floor(Date.parse(token.authTime) / 1000),
  };
}
