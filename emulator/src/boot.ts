import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { clientEnvironment } from './boot/client-environment.ts';
import { Closers } from './boot/closers.ts';
import { createControl } from './boot/create-control.ts';
import { openDataServices } from './boot/data-services.ts';
import { watchSource } from './boot/watch-source.ts';
import {
  ConfigError,
  type ProjectConfig,
  readProjectConfig,
  SERVICE_NAMES,
  type ServiceName,
  type ServicePorts,
} from './config/firebase-json.ts';
import { defaultBucket, functionsEnvironment } from './config/functions-environment.ts';
import { checkPorts, guardPort } from './config/port-in-use-error.ts';
import { EventQueue } from './functions/event-queue.ts';
import { connectFirestoreTriggers } from './functions/firestore-triggers.ts';
import { FunctionsHost } from './functions/functions-host.ts';
import type { FunctionDescription } from './functions/protocol.ts';
import { Scheduler } from './functions/schedule/scheduler.ts';
import { pushObjectEvent } from './functions/storage-triggers.ts';
import { createHostingService } from './hosting/hosting-service.ts';
import type { EmulatorControl, ServiceInfo } from './hub/control.ts';
import { createHubService } from './hub/hub-service.ts';
import { createStatusPageService } from './hub/status-page-service.ts';
import { AdjustableClock } from './shared/clock.ts';
import { Meter } from './shared/meter.ts';
import { createTasksService } from './tasks/tasks-service.ts';

export interface BootOptions {
  /** Folder of firebase.json. */
  projectRoot: string;
  projectId: string;
  /** Where data lasts between starts; null keeps all of it in memory. */
  dataFolder: string | null;
  /** `fixed` takes the ports of firebase.json, `free` takes any. */
  ports: 'fixed' | 'free';
  /**
   * Values of the functions' params and other environment, given the base URL at which Hosting answers; they win over
   * .env files.
   */
  functionsEnv?: (hostingUrl: string) => Promise<Record<string, string>>;
  /** Values of secrets; they win over .secret.local. */
  secrets?: Record<string, string>;
  clock?: AdjustableClock;
  /** `by-name`: a schedule runs when it is told to, or the clock is moved, and not by itself; absent: `by-clock`. */
  schedules?: 'by-clock' | 'by-name';
  /** Takes what the functions print and what the emulator reports, line by line. Nothing is printed without it. */
  log?: (line: string) => void;
}

export interface RunningEmulators {
  projectId: string;
  ports: ServicePorts;
  /** `http://127.0.0.1:<port>` of each service; `functions` is the base under which `/{name}` answers. */
  urls: Record<ServiceName, string>;
  /** Environment that makes the official SDKs and tools use these emulators. */
  env: Record<string, string>;
  control: EmulatorControl;
  /** Stops everything; no process is left. May be called more than once. */
  stop(): Promise<void>;
}

/**
 * Starts every emulator of a project: Firestore, Auth, Storage, task queues, functions with their triggers and
 * schedules, hosting, the hub and the status page, all on 127.0.0.1.
 * @throws PortInUseError, ConfigError (firebase.json or a build is missing or wrong), FunctionsLoadError,
 *   DataFolderError (damaged or in use); nothing is left running then
 */
export async function bootEmulators(options: BootOptions): Promise<RunningEmulators> {
  const closers = new Closers();
  try {
    return await boot(options, closers);
  } catch (error) {
    const closing = await closers.closeAll().catch((closeError: unknown) => closeError);
    if (closing instanceof Error) options.log?.(`After the failed start: ${closing.message}`);
    throw error;
  }
}

const FREE_PORTS: ServicePorts = {
  auth: 0,
  functions: 0,
  firestore: 0,
  storage: 0,
  hub: 0,
  tasks: 0,
  ui: 0,
  hosting: 0,
};

async function boot(options: BootOptions, closers: Closers): Promise<RunningEmulators> {
  const { projectRoot, projectId, dataFolder } = options;
  const clock = options.clock ?? new AdjustableClock();
  const log = options.log ?? (() => undefined);
  const config = readProjectConfig(projectRoot);
  checkBuilds(config, projectRoot);
  const ports = { ...(options.ports === 'fixed' ? config.ports : FREE_PORTS) };
  if (options.ports === 'fixed') await checkPorts(ports, SERVICE_NAMES);
  if (dataFolder !== null) mkdirSync(dataFolder, { recursive: true, mode: 0o700 });

  const meter = new Meter();
  const host =
    config.functionsFolder === null
      ? null
      : new FunctionsHost({ projectId, folder: config.functionsFolder, port: ports.functions, meter, log });
  const events = new EventQueue({
    deliver: (functionId, event) =>
      host?.deliver(functionId, event) ?? Promise.resolve({ kind: 'done' as const }),
    clock,
    log,
  });
  closers.add(() => events.stop());
  const data = await openDataServices({
    projectId,
    clock,
    meter,
    dataFolder,
    config,
    ports,
    closers,
    log,
    onObjectEvent: (objectEvent) =>
      pushObjectEvent({ functions: host?.functions ?? [], queue: events, objectEvent, nowMs: clock.now() }),
  });
  Object.assign(ports, data.ports);
  if (config.firestoreRules !== null)
    closers.add(watchSource(config.firestoreRules, data.setFirestoreRules, log));
  if (config.storageRules !== null) closers.add(watchSource(config.storageRules, data.setStorageRules, log));

  const tasks = await guardPort('tasks', ports.tasks, () =>
    createTasksService({ projectId, clock, folder: dataFolder, port: ports.tasks, log }),
  );
  ports.tasks = tasks.port;
  let scheduler: Scheduler | null = null;
  // Attempts in flight end with the functions' process; stopping both at once lets neither wait for the other.
  closers.add(async () => {
    scheduler?.stop();
    await Promise.all([tasks.close(), host?.stop()]);
  });
  const services = (): ServiceInfo[] =>
    SERVICE_NAMES.filter((name) => ports[name] !== 0).map((name) => ({
      name,
      host: '127.0.0.1',
      port: ports[name],
    }));
  const control = createControl({
    projectId,
    clock,
    meter,
    host,
    events,
    tasks,
    services,
    scheduler: () => scheduler,
  });

  const hub = await guardPort('hub', ports.hub, () => createHubService({ port: ports.hub, control }));
  closers.add(hub.close);
  ports.hub = hub.port;
  const page = await guardPort('ui', ports.ui, () => createStatusPageService({ port: ports.ui, control }));
  closers.add(page.close);
  ports.ui = page.port;

  // Before the functions, which may need to know their public address.
  await openHosting({ config, projectId, ports, closers });
  const env = clientEnvironment(projectId, ports);
  if (host !== null && config.functionsFolder !== null) {
    const environment = functionsEnvironment({
      folder: config.functionsFolder,
      projectId,
      clients: env,
      given: (await options.functionsEnv?.(`http://127.0.0.1:${ports.hosting}`)) ?? {},
      secrets: options.secrets ?? {},
    });
    await guardPort('functions', ports.functions, () => host.start(environment));
    ports.functions = host.port;
    if (host.missingParams.length > 0) log(`No value for ${host.missingParams.join(', ')}.`);
    const notServed = host.functions.filter((description) => !isServed(description)).map(({ id }) => id);
    if (notServed.length > 0) log(`Not served, their triggers do not exist here: ${notServed.join(', ')}.`);
    const { functions } = host;
    const database = (databaseId: string) => data.engine.database(projectId, databaseId);
    closers.add(connectFirestoreTriggers({ functions, database, queue: events }));
    tasks.connect(functions, host);
    const isByClock = options.schedules !== 'by-name';
    scheduler = new Scheduler({ clock, functions, target: host, isByClock, log });
  }
  return describeRunning({ projectId, ports, env, control, closers });
}

function isServed({ trigger }: FunctionDescription): boolean {
  if (trigger.kind === 'event')
    return /^google\.cloud\.(?:firestore\.document|storage\.object)\.v1\./.test(trigger.eventType);
  return trigger.kind !== 'unsupported';
}

/** @throws ConfigError that says what to build */
function checkBuilds({ functionsFolder, hosting }: ProjectConfig, projectRoot: string): void {
  if (functionsFolder !== null && !existsSync(path.join(functionsFolder, 'package.json'))) {
    throw new ConfigError(
      `The functions are not built: ${functionsFolder} is missing. Run npm run build in ${projectRoot}.`,
    );
  }
  if (hosting !== null && !existsSync(hosting.folder)) {
    throw new ConfigError(
      `The web app is not built: ${hosting.folder} is missing. Run npm run build in ${projectRoot}.`,
    );
  }
}

async function openHosting(options: {
  config: ProjectConfig;
  projectId: string;
  ports: ServicePorts;
  closers: Closers;
}): Promise<void> {
  const { config, projectId, ports, closers } = options;
  if (config.hosting === null) {
    ports.hosting = 0;
    return;
  }
  const hosting = config.hosting;
  const service = await guardPort('hosting', ports.hosting, () =>
    createHostingService({
      config: hosting,
      port: ports.hosting,
      functionsUrl: (region) => `http://127.0.0.1:${ports.functions}/${projectId}/${region}`,
      firebaseConfig: () => webConfig(projectId, ports),
    }),
  );
  closers.add(() => service.close());
  ports.hosting = service.port;
}

/**
 * What Hosting tells a web app at `/__/firebase/init.json`. `emulators` exists here only: an app that finds it
 * connects its SDKs to them.
 */
function webConfig(projectId: string, ports: ServicePorts): object {
  const at = (port: number) => ({ host: '127.0.0.1', port });
  return {
    projectId,
    appId: `1:000000000000:web:${projectId}`,
    apiKey: 'demo-api-key',
    authDomain: `${projectId}.firebaseapp.com`,
    storageBucket: defaultBucket(projectId),
    messagingSenderId: '000000000000',
    emulators: {
      auth: at(ports.auth),
      firestore: at(ports.firestore),
      functions: at(ports.functions),
      storage: at(ports.storage),
    },
  };
}

function describeRunning(options: {
  projectId: string;
  ports: ServicePorts;
  env: Record<string, string>;
  control: EmulatorControl;
  closers: Closers;
}): RunningEmulators {
  const { projectId, ports, env, control, closers } = options;
  const url = (name: ServiceName) => `http://127.0.0.1:${ports[name]}`;
  let stopped: Promise<void> | null = null;
  return {
    projectId,
    ports,
    urls: {
      auth: url('auth'),
      functions: `${url('functions')}/${projectId}/us-central1`,
      firestore: url('firestore'),
      storage: url('storage'),
      hub: url('hub'),
      tasks: url('tasks'),
      ui: url('ui'),
      hosting: url('hosting'),
    },
    env,
    control,
    stop() {
      stopped ??= closers.closeAll();
      return stopped;
    },
  };
}
