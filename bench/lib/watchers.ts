import { deleteApp, initializeApp } from 'firebase/app';
import {
  connectAuthEmulator,
  initializeAuth,
  inMemoryPersistence,
  signInWithCustomToken,
} from 'firebase/auth';
import {
  collection,
  connectFirestoreEmulator,
  initializeFirestore,
  limit,
  onSnapshot,
  orderBy,
  query,
  where,
} from 'firebase/firestore';
import { paths } from '#contracts/collections/paths.ts';
import type { Member } from '#contracts/collections/member.ts';
import { LIMITS } from '#contracts/limits.ts';
import type { Claims } from '#contracts/roles.ts';
import type { AdminAccess } from './admin-firestore.ts';
import type { StackProcess } from './stack-process.ts';

/** Agents who have the Waiting tab open: each a client of its own with the app's list query. */
export interface Watchers {
  close(): Promise<void>;
}

export async function openWatchers(
  stack: StackProcess,
  admin: AdminAccess,
  watching: { companyId: string; agents: number },
): Promise<Watchers> {
  const closers = await Promise.all(
    Array.from({ length: watching.agents }, (_, index) =>
      openWatcher(stack, admin, watching.companyId, index),
    ),
  );
  return {
    async close() {
      for (const close of closers) await close();
    },
  };
}

async function openWatcher(
  stack: StackProcess,
  admin: AdminAccess,
  companyId: string,
  index: number,
): Promise<() => Promise<void>> {
  const uid = `bench-agent-${index}`;
  const claims: Claims = { companyId, role: 'agent' };
  await admin.db.doc(paths.member(companyId, uid)).set(agent(uid));
  const token = await admin.auth.createCustomToken(uid, claims);

  const app = initializeApp({ projectId: stack.projectId, apiKey: 'bench' }, `${uid}-${Date.now()}`);
  const auth = initializeAuth(app, { persistence: inMemoryPersistence });
  connectAuthEmulator(auth, stack.urls.auth, { disableWarnings: true });
  await signInWithCustomToken(auth, token);
  const firestore = initializeFirestore(app, {});
  connectFirestoreEmulator(firestore, '127.0.0.1', stack.ports.firestore);
  // The query of the app's list: web/src/features/inbox/api/conversation-list.ts.
  const list = query(
    collection(firestore, paths.conversations(companyId)),
    where('status', '==', 'waiting'),
    orderBy('lastMessage.at', 'desc'),
    limit(LIMITS.inboxPage),
  );
  const stop = await new Promise<() => void>((resolve, reject) => {
    const unsubscribe = onSnapshot(
      list,
      ({ metadata }) => {
        if (!metadata.fromCache) resolve(unsubscribe);
      },
      reject,
    );
  });
  return async () => {
    stop();
    await deleteApp(app);
  };
}

function agent(uid: string): Member {
  return {
    name: uid,
    email: `${uid}@bench.colibri.test`,
    avatar: null,
    role: 'agent',
    active: true,
    validAfterSeconds: 0,
    revokedAuthTimes: [],
    queueIds: [],
    capacity: 10,
    locale: 'en',
    createdAt: Date.now(),
  };
}
