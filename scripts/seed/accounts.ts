import type { Claims } from '#contracts/roles.ts';
import { auth } from '../../functions/src/platform/admin.ts';

export interface Account {
  uid: string;
  email: string;
  name: string;
  claims: Claims;
}

/** Makes an account that can sign in, or brings one of an earlier try to the same state. */
export async function writeAccount({ uid, email, name, claims }: Account, password: string): Promise<void> {
  const properties = { email, password, displayName: name, emailVerified: true };
  try {
    await auth().createUser({ uid, ...properties });
  } catch (error) {
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
    if (code !== 'auth/uid-already-exists') throw error;
    await auth().updateUser(uid, properties);
  }
  await auth().setCustomUserClaims(uid, claims);
}
