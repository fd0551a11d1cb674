import { deleteApp, initializeApp } from 'firebase-admin/app';
import { getAuth, type Auth } from 'firebase-admin/auth';
import { getFirestore, type Firestore } from 'firebase-admin/firestore';
import type { StackInfo } from './stack-process.ts';

export interface AdminAccess {
  db: Firestore;
  auth: Auth;
  close(): Promise<void>;
}

/** The Admin SDK connected to a stack. It reads the emulators' addresses from this process's environment. */
export function openAdmin({ env, projectId }: Pick<StackInfo, 'env' | 'projectId'>): AdminAccess {
  Object.assign(process.env, env);
  const app = initializeApp({ projectId }, `bench-${env['FIRESTORE_EMULATOR_HOST']}`);
  return { db: getFirestore(app), auth: getAuth(app), close: () => deleteApp(app) };
}
