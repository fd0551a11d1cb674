import { channelSchema } from '#contracts/collections/channel.ts';
import { paths } from '#contracts/collections/paths.ts';
import { auth, bucket, db } from '../platform/admin.ts';
import { log } from '../platform/log.ts';
import { version } from './version.ts';

/** Channels that one check reports; the app lists as many. */
const MOST_CHANNELS = 100;

type CheckState = 'ok' | 'failed';

interface Health {
  status: 'ok' | 'degraded';
  version: string;
  checks: Record<'firestore' | 'auth' | 'storage', CheckState>;
  /** Of the caller's own company. */
  channels: {
    id: string;
    name: string;
    state: string;
    lastWebhookAt: number | null;
    lastErrorAt: number | null;
    lastError: string | null;
  }[];
}

/** Asks every service once, and lists the company's channels. A service that fails makes the answer `degraded`. */
export async function checkInstallation(companyId: string): Promise<Health> {
  const [firestore, authentication, storage, channels] = await Promise.all([
    check('firestore', () => db().doc(paths.installation()).get()),
    check('auth', () => auth().listUsers(1)),
    check('storage', () => bucket().exists()),
    listChannels(companyId),
  ]);
  const checks = { firestore, auth: authentication, storage };
  const isFine = Object.values(checks).every((state) => state === 'ok');
  return { status: isFine ? 'ok' : 'degraded', version: version(), checks, channels };
}

async function check(service: string, ask: () => Promise<unknown>): Promise<CheckState> {
  try {
    await ask();
    return 'ok';
  } catch (error) {
    log.error('health check failed', error, { service });
    return 'failed';
  }
}

async function listChannels(companyId: string): Promise<Health['channels']> {
  const found = await db().collection(paths.channels(companyId)).limit(MOST_CHANNELS).get();
  return found.docs.map((snapshot) => {
    const { name, state, health } = channelSchema.parse(snapshot.data());
    return { id: snapshot.id, name, state, ...health };
  });
}
