import { bootEmulators, type BootOptions, type RunningEmulators } from '../../emulator/src/boot.ts';
import { readProjectConfig, SERVICE_NAMES } from '../../emulator/src/config/firebase-json.ts';
import { checkPorts } from '../../emulator/src/config/port-in-use-error.ts';
import type { AiMode } from '../../simulator/src/ai/state.ts';
import { startSimulator, type Simulator } from '../../simulator/src/simulator.ts';
import { openInstallation, saveInstallation, type Installation } from './installation.ts';
import { projectRoot } from './run-step.ts';

/** The company's number at the simulated provider, for SMS and WhatsApp. */
const DEMO_PHONE = '+14155550100';
/** A second number that no company has connected yet. */
const SPARE_PHONE = '+14155550111';
const SIMULATOR_PORT = 5010;
const SMTP_PORT = 5025;
/** Whom local mail comes from. */
const MAIL_FROM = 'colibri@localhost.test';

export type SeedName = 'demo' | 'fixtures';

export interface StackOptions {
  /** null: in memory. */
  dataFolder: string | null;
  ports: 'fixed' | 'free';
  seeds: SeedName[];
  /** How the simulated AI answers; absent: it echoes. */
  aiMode?: AiMode;
  projectId?: string;
  schedules?: BootOptions['schedules'];
  /** What providers are told and what signatures cover; absent: where Hosting answers. */
  publicBaseUrl?: string;
  /** Hears what is being done, for a person who waits. */
  onStep?: (sentence: string) => void;
  /** Takes what functions and emulators print. */
  log?: (line: string) => void;
}

export interface Stack {
  emulators: RunningEmulators;
  simulator: Simulator;
  installation: Installation;
  urls: { app: string; phone: string; status: string; functions: string };
  /** The spare number and account at the simulated provider, to connect in the app. */
  spare: { accountSid: string; authToken: string; phone: string };
  stop(): Promise<void>;
}

export const DEMO_ADMIN = 'admin@demo.colibri.test';
export const DEMO_AGENT = 'agent@demo.colibri.test';

/**
 * Starts everything that a browser needs: the embedded Firebase with functions and web app, the provider simulator and,
 * where they are not there yet, the seeds. Leaves nothing running when it throws.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { dataFolder, ports, onStep = () => undefined } = options;
  const installation = openInstallation(dataFolder);
  let simulator: Simulator | undefined;
  let emulators: RunningEmulators | undefined;
  try {
    emulators = await bootEmulators({
      projectRoot,
      projectId: options.projectId ?? 'demo-colibri',
      dataFolder,
      ports,
      secrets: {
        SETUP_TOKEN: installation.setupToken,
        KEYRING: installation.keyring,
        MEDIA_SIGNING_KEY: installation.mediaSigningKey,
      },
      functionsEnv: async (hostingUrl) => {
        const publicBaseUrl = options.publicBaseUrl ?? hostingUrl;
        simulator = await startSimulatorOf(installation, {
          dataFolder,
          ports,
          publicBaseUrl,
          hostingUrl,
          aiMode: options.aiMode ?? 'echo',
        });
        return {
          PUBLIC_BASE_URL: publicBaseUrl,
          TWILIO_API_BASE_URL: simulator.url,
          GEMINI_API_BASE_URL: simulator.url,
          OPENAI_API_BASE_URL: simulator.url,
          SMTP_URL: simulator.smtpUrl,
          MAIL_FROM,
        };
      },
      ...(options.schedules ? { schedules: options.schedules } : {}),
      ...(options.log ? { log: options.log } : {}),
    });
    if (!simulator) throw new Error('The emulators started without functions: run npm run build.');
    await seed(options, installation, { emulators, simulator, onStep });
  } catch (error) {
    await simulator?.close();
    await emulators?.stop();
    throw error;
  }
  const running = { simulator, emulators };
  return {
    emulators,
    simulator,
    installation,
    urls: {
      app: emulators.urls.hosting,
      phone: simulator.url,
      status: emulators.urls.ui,
      functions: emulators.urls.functions,
    },
    spare: { ...installation.twilio, phone: SPARE_PHONE },
    async stop() {
      await running.simulator.close();
      await running.emulators.stop();
    },
  };
}

/** Finds a taken port before anybody waits for a build. @throws Error with one sentence that says what to do */
export async function checkFixedPorts(): Promise<void> {
  const { ports } = readProjectConfig(projectRoot);
  await checkPorts(ports, SERVICE_NAMES);
}

async function startSimulatorOf(
  installation: Installation,
  where: {
    dataFolder: string | null;
    ports: 'fixed' | 'free';
    publicBaseUrl: string;
    hostingUrl: string;
    aiMode: AiMode;
  },
): Promise<Simulator> {
  const port = where.ports === 'fixed' ? SIMULATOR_PORT : 0;
  try {
    return await startSimulator({
      port,
      smtpPort: where.ports === 'fixed' ? SMTP_PORT : 0,
      dataFolder: where.dataFolder,
      publicBaseUrl: where.publicBaseUrl,
      connectBaseUrl: () => where.hostingUrl,
      aiMode: where.aiMode,
      accounts: [
        {
          sid: installation.twilio.accountSid,
          authToken: installation.twilio.authToken,
          name: 'Colibri demo account',
          numbers: [DEMO_PHONE, SPARE_PHONE].map((phone) => ({ phone, sms: true, whatsapp: true })),
        },
      ],
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error; // a listen error carries a code
    throw new Error(
      `Port ${port} or ${SMTP_PORT}, which the provider simulator needs, is in use: stop the program that holds it (another Colibri?) and start again.`,
      { cause: error },
    );
  }
}

async function seed(
  options: StackOptions,
  installation: Installation,
  {
    emulators,
    simulator,
    onStep,
  }: {
    emulators: RunningEmulators;
    simulator: Simulator;
    onStep: (sentence: string) => void;
  },
): Promise<void> {
  const missing = options.seeds.filter((name) => !installation.seeded.includes(name));
  if (missing.length === 0) return;
  // The Admin SDK reads where the emulators are from the environment, when it is first loaded.
  Object.assign(process.env, emulators.env);
  const common = {
    projectId: emulators.projectId,
    keyring: installation.keyring,
    password: installation.demoPassword,
  };
  if (missing.includes('demo')) {
    onStep('Making a demo company with a few weeks of conversations ...');
    const { seedDemo } = await import('../seed/seed-demo.ts');
    await seedDemo({
      ...common,
      simulator: { ...installation.twilio, phone: DEMO_PHONE },
      simulatorUrl: simulator.url,
      publicBaseUrl: options.publicBaseUrl ?? emulators.urls.hosting,
      now: Date.now(),
    });
  }
  if (missing.includes('fixtures')) {
    const { seedFixtures } = await import('../seed/seed-fixtures.ts');
    await seedFixtures({
      ...common,
      publicBaseUrl: options.publicBaseUrl ?? emulators.urls.hosting,
      now: Date.now(),
    });
  }
  installation.seeded.push(...missing);
  if (options.dataFolder !== null) saveInstallation(options.dataFolder, installation);
}
