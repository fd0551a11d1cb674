import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bootEmulators, type RunningEmulators } from '../../../emulator/src/boot.ts';
import { buildFunctions } from '../../../scripts/build-functions.ts';
import { startSimulator, type Simulator } from '../../../simulator/src/simulator.ts';
import { control } from '../../../simulator/testing/control.ts';
import type { CallableInput, CallableName, CallableOutput } from '#contracts/callables/index.ts';
import { errorDetailsSchema, type ErrorDetails } from '#contracts/errors.ts';
import { auth } from '../platform/admin.ts';
import { ACCOUNT_SID, AUTH_TOKEN, NUMBER } from './demo-company.ts';
import { eventually } from './inbox.ts';

const REPOSITORY = path.resolve(import.meta.dirname, '../../..');
const PROJECT_ID = 'demo-functions';
/** What signatures cover; nothing listens there. */
export const PUBLIC_BASE_URL = 'https://example.test';
export const SETUP_TOKEN = 'setup-token-of-the-tests';

/** How long what follows from something may take. */
const FOLLOWS_WITHIN_MS = 30_000;
/** How long it is watched that nothing more follows. */
const NOTHING_MORE_MS = 500;

/** Billed operations, as the emulator's meter counted them. */
interface Billed {
  reads: number;
  writes: number;
  deletes: number;
  invocations: number;
}
const BILLED = ['reads', 'writes', 'deletes', 'invocations'] as const;

export type CallResult<Name extends CallableName> =
  { ok: true; data: CallableOutput<Name> } | { ok: false; status: string; details: ErrorDetails | null };

export interface Stack {
  emulators: RunningEmulators;
  simulator: Simulator;
  /** Calls a callable as the app does. `token` null: signed out. */
  call<Name extends CallableName>(
    name: Name,
    input: CallableInput<Name>,
    token: string | null,
  ): Promise<CallResult<Name>>;
  /** An ID token of a member, made by a real sign-in. */
  signIn(uid: string): Promise<string>;
  /** Posts to the simulator's control interface. */
  control(path: string, body: unknown): Promise<unknown>;
  /**
   * Counts what `work` costs, with everything that follows from it.
   * @param atLeast what it comes to in the end, where something follows on its own time: that is waited for, and then a
   * moment in which more would show
   */
  bill(work: () => Promise<unknown>, atLeast?: Partial<Billed>): Promise<Billed>;
  /** Every line that the functions have printed so far, and what the emulator said of them. */
  output(): string;
  /** Ends the functions' process as a crash does, and waits until the next one answers. */
  killFunctions(): Promise<void>;
  stop(): Promise<void>;
}

interface StackOptions {
  /** Where the functions find the provider's API instead of at the simulator itself. */
  providerUrl?: string;
  /** Leaves the functions out: nothing follows a write but what the test itself runs. */
  withoutFunctions?: boolean;
}

/**
 * The embedded Firebase with the built functions, and the look-alikes of the providers, in memory and on free ports. The
 * test's own process uses the same stores, through the functions' platform.
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const withFunctions = options.withoutFunctions !== true;
  if (withFunctions) await buildFunctions();
  const projectRoot = mkdtempSync(path.join(tmpdir(), 'colibri-functions-'));
  writeFileSync(
    path.join(projectRoot, 'firebase.json'),
    JSON.stringify(firebaseJson(projectRoot, withFunctions)),
  );
  const secrets = {
    SETUP_TOKEN,
    KEYRING: JSON.stringify({ current: 'k1', keys: { k1: Buffer.alloc(32, 7).toString('base64') } }),
    MEDIA_SIGNING_KEY: Buffer.alloc(32, 9).toString('base64'),
  };
  const simulator = await startSimulator({
    port: 0,
    dataFolder: null,
    publicBaseUrl: PUBLIC_BASE_URL,
    // The functions start later: they need the simulator's address as it needs theirs.
    connectBaseUrl: () => emulators.urls.functions,
    accounts: [
      {
        sid: ACCOUNT_SID,
        authToken: AUTH_TOKEN,
        name: 'Test account',
        numbers: [{ phone: NUMBER, sms: true, whatsapp: true }],
      },
    ],
  });
  const functionsEnv = {
    PUBLIC_BASE_URL,
    MAIL_FROM: 'colibri@example.test',
    SMTP_URL: simulator.smtpUrl,
    TWILIO_API_BASE_URL: options.providerUrl ?? simulator.url,
    GEMINI_API_BASE_URL: simulator.url,
    OPENAI_API_BASE_URL: simulator.url,
  };
  const output: string[] = [];
  const emulators = await bootEmulators({
    projectRoot,
    projectId: PROJECT_ID,
    dataFolder: null,
    ports: 'free',
    schedules: 'by-name', // no minute that turns is in a bill
    functionsEnv: () => Promise.resolve(functionsEnv),
    secrets,
    log: (line) => output.push(line),
  });
  Object.assign(process.env, emulators.env, functionsEnv, secrets);
  process.env['FIREBASE_CONFIG'] = JSON.stringify({
    projectId: PROJECT_ID,
    storageBucket: `${PROJECT_ID}.firebasestorage.app`,
  });
  return {
    emulators,
    simulator,
    call: (name, input, token) => call(emulators, name, input, token),
    signIn: (uid) => signIn(emulators, uid),
    control: (to, body) => control(simulator, 'POST', to, body),
    bill: (work, atLeast = {}) => bill(emulators, work, atLeast),
    output: () => output.join('\n'),
    killFunctions: () => killFunctions(emulators),
    async stop() {
      await simulator.close();
      await emulators.stop();
      rmSync(projectRoot, { recursive: true, force: true });
      if (process.env['COLIBRI_TEST_LOG'] !== undefined)
        writeFileSync(process.env['COLIBRI_TEST_LOG'], output.join('\n'));
    },
  };
}

async function killFunctions(emulators: RunningEmulators): Promise<void> {
  const before = (await emulators.control.status()).functionsProcess;
  if (before.pid === null) throw new Error('the functions have no process to kill');
  process.kill(before.pid, 'SIGKILL');
  for (;;) {
    const { restarts, isReady } = (await emulators.control.status()).functionsProcess;
    if (restarts > before.restarts && isReady) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** The repository's configuration without the web app, which these tests do not need. */
function firebaseJson(from: string, withFunctions: boolean): object {
  const inRepository = (file: string) => path.relative(from, path.join(REPOSITORY, file));
  return {
    firestore: { rules: inRepository('firestore.rules'), indexes: inRepository('firestore.indexes.json') },
    storage: { rules: inRepository('storage.rules') },
    ...(withFunctions ? { functions: { source: inRepository('functions/dist') } } : {}),
  };
}

async function call<Name extends CallableName>(
  emulators: RunningEmulators,
  name: Name,
  input: CallableInput<Name>,
  token: string | null,
): Promise<CallResult<Name>> {
  const response = await fetch(`${emulators.urls.functions}/${name}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ data: input }),
  });
  // The callable protocol: either a result, which the function checked against its schema, or an error.
  const body = (await response.json()) as {
    result?: CallableOutput<Name>;
    error?: { status: string; details?: unknown };
  };
  if (body.result !== undefined) return { ok: true, data: body.result };
  const details = errorDetailsSchema.safeParse(body.error?.details);
  return { ok: false, status: body.error?.status ?? '', details: details.success ? details.data : null };
}

async function signIn(emulators: RunningEmulators, uid: string): Promise<string> {
  const token = await auth().createCustomToken(uid);
  const response = await fetch(
    `${emulators.urls.auth}/identitytoolkit.googleapis.com/v1/accounts:signInWithCustomToken?key=demo`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token, returnSecureToken: true }),
    },
  );
  const { idToken } = (await response.json()) as { idToken: string }; // answer of the official endpoint
  return idToken;
}

/** Operations of the test itself are not counted: it must do none while `work` runs, or stand outside of it. */
async function bill(
  emulators: RunningEmulators,
  work: () => Promise<unknown>,
  atLeast: Partial<Billed>,
): Promise<Billed> {
  await emulators.control.resetMeter();
  await work();
  if (Object.keys(atLeast).length === 0) return readBill(emulators);
  await eventually(
    () => readBill(emulators),
    (billed) => BILLED.every((kind) => billed[kind] >= (atLeast[kind] ?? 0)),
    FOLLOWS_WITHIN_MS,
  );
  await new Promise((resolve) => setTimeout(resolve, NOTHING_MORE_MS));
  return readBill(emulators);
}

async function readBill(emulators: RunningEmulators): Promise<Billed> {
  const rows = await emulators.control.meterRows();
  const sum = (kind: string) =>
    rows.filter((row) => row.kind === kind).reduce((total, row) => total + row.count, 0);
  return { reads: sum('read'), writes: sum('write'), deletes: sum('delete'), invocations: sum('invocation') };
}
