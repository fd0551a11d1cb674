import { getApps, initializeApp } from 'firebase-admin/app';
import { installationSchema } from '#contracts/collections/installation.ts';
import { paths } from '#contracts/collections/paths.ts';
import { db } from '../../functions/src/platform/admin.ts';
import { writeAccount } from './accounts.ts';
import { assertLocalEmulator } from './assert-local-emulator.ts';
import { writeAiKey } from './ai-key.ts';
import { writeConnection } from './connection.ts';
import { readAssetSizes } from './demo/assets.ts';
import { ADMIN, AGENT, DEMO_COMPANY_ID, PEOPLE } from './demo/company.ts';
import { AI_KEYS } from './demo/assistants.ts';
import { generateDemo, type Demo } from './demo/generate-demo.ts';
import { fillSimulator } from './fill-simulator.ts';
import { writeDocuments } from './write-documents.ts';
import { writeFiles } from './write-files.ts';

export interface SeedDemoOptions {
  projectId: string;
  /** Password of every demo account. */
  password: string;
  /** The account and number at the simulated provider that the company's channels use. */
  simulator: { accountSid: string; authToken: string; phone: string };
  /** Where the simulated provider answers; absent where none runs. */
  simulatorUrl?: string;
  /** Origin at which the provider reaches this installation. */
  publicBaseUrl: string;
  /** JSON of the keys that wrap data keys, as the functions get it. */
  keyring: string;
  /** Milliseconds since the epoch at which the demo is looked at: its newest messages are minutes old then. */
  now: number;
  onProgress?: (done: number, total: number) => void;
}

/**
 * Fills an installation with a company that has been at work for weeks: people, channels, customers, conversations and
 * files. The installation is marked as set up last; what was cut short is repeated with the same ids and times, and what
 * is complete is left alone. The Admin SDK stays with the emulator it met first, so that one process seeds one emulator.
 * @returns ids and the email addresses to sign in with
 * @throws Error where the target is no emulator on this machine, or another company has set it up
 */
export async function seedDemo(
  options: SeedDemoOptions,
): Promise<{ companyId: string; admin: string; agent: string }> {
  assertLocalEmulator();
  if (getApps().length === 0) initializeApp({ projectId: options.projectId });
  const { isDone, now } = await begin(options.now);
  if (!isDone) {
    const { simulator, publicBaseUrl } = options;
    const assetSizes = readAssetSizes();
    const demo = generateDemo({ companyId: DEMO_COMPANY_ID, now, simulator, publicBaseUrl, assetSizes });
    await write(demo, options);
    if (options.simulatorUrl !== undefined) await fillSimulator(options.simulatorUrl, demo);
    await db().doc(paths.installation()).update({ state: 'done' });
  }
  return { companyId: DEMO_COMPANY_ID, admin: ADMIN.email, agent: AGENT.email };
}

/** Claims the installation for the demo. A repetition tells the same story, whose `now` is that of the first try. */
function begin(now: number): Promise<{ isDone: boolean; now: number }> {
  const ref = db().doc(paths.installation());
  return db().runTransaction(async (transaction) => {
    const snapshot = await transaction.get(ref);
    if (!snapshot.exists) {
      const fresh = {
        state: 'running',
        companyId: DEMO_COMPANY_ID,
        adminUid: ADMIN.uid,
        startedAt: now,
      } as const;
      transaction.create(ref, fresh);
      return { isDone: false, now };
    }
    const { companyId, state, startedAt } = installationSchema.parse(snapshot.data());
    if (companyId !== DEMO_COMPANY_ID) {
      throw new Error('Another company has been set up here: seed the demo into an empty data folder.');
    }
    return { isDone: state === 'done', now: startedAt };
  });
}

async function write({ connections, documents, files }: Demo, options: SeedDemoOptions): Promise<void> {
  const total = PEOPLE.length + connections.length + AI_KEYS.length + documents.length + files.length;
  let done = 0;
  const advance = (count: number): void => {
    done += count;
    options.onProgress?.(done, total);
  };
  const { password, keyring, simulator } = options;
  const makeAccounts = async (): Promise<void> => {
    for (const { uid, email, name, role } of PEOPLE) {
      await writeAccount({ uid, email, name, claims: { companyId: DEMO_COMPANY_ID, role } }, password);
      advance(1);
    }
  };
  const connect = async (): Promise<void> => {
    // One after the other: the first makes the company's data key.
    for (const connection of connections) {
      await writeConnection(connection, { authToken: simulator.authToken, setBy: ADMIN.uid, keyring });
      advance(1);
    }
    for (const { secretId, apiKey } of AI_KEYS) {
      await writeAiKey({ companyId: DEMO_COMPANY_ID, secretId, setBy: ADMIN.uid }, apiKey);
      advance(1);
    }
  };
  await Promise.all([
    makeAccounts(),
    connect(),
    writeDocuments(documents, advance),
    writeFiles(files, advance),
  ]);
}
