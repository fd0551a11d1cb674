import { getApps, initializeApp } from 'firebase-admin/app';
import { getAuth, type Auth } from 'firebase-admin/auth';
import { getFirestore, type Firestore } from 'firebase-admin/firestore';
import { getStorage } from 'firebase-admin/storage';

let firestore: Firestore | undefined;

function app() {
  return getApps()[0] ?? initializeApp();
}

/** The one Firestore client of this instance. Fields that are `undefined` are left out of what is written. */
export function db(): Firestore {
  if (firestore === undefined) {
    firestore = getFirestore(app());
    firestore.settings({ ignoreUndefinedProperties: true });
  }
  return firestore;
}

export function auth(): Auth {
  return getAuth(app());
}

type Bucket = ReturnType<ReturnType<typeof getStorage>['bucket']>;

/** The project's default bucket. Without a configured one, the name that Firebase gives new projects. */
export function bucket(): Bucket {
  const configured = app().options.storageBucket;
  const projectId = app().options.projectId ?? process.env['GCLOUD_PROJECT'] ?? '';
  return getStorage(app()).bucket(configured ?? `${projectId}.firebasestorage.app`);
}
