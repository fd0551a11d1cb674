import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { initializeTestEnvironment } from '@firebase/rules-unit-testing';
import { bootEmulators, type BootOptions } from '../boot.ts';
import { ConfigError } from '../config/firebase-json.ts';
import { PortInUseError } from '../config/port-in-use-error.ts';
import { DataFolderError } from '../shared/data-folder-error.ts';
import { FunctionsLoadError } from '../functions/functions-host.ts';
import { createFixtureProject, type FixtureProject } from './functions-fixture.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

const SMALL_FUNCTIONS = `
import { onRequest } from 'firebase-functions/v2/https';
import { onTaskDispatched } from 'firebase-functions/v2/tasks';
import { getFunctions } from 'firebase-admin/functions';
import { initializeApp } from 'firebase-admin/app';
import { writeFileSync } from 'node:fs';
initializeApp();
export const hello = onRequest((request, response) => { response.send('hello'); });
export const plan = onRequest(async (request, response) => {
  await getFunctions().taskQueue('run').enqueue({}, { scheduleDelaySeconds: 3600 });
  response.send('planned');
});
export const run = onTaskDispatched(() => writeFileSync('ran', 'yes'));
`;

let project: FixtureProject;
let dataFolder: string;

beforeEach(() => {
  project = createFixtureProject(SMALL_FUNCTIONS);
  dataFolder = mkdtempSync(path.join(tmpdir(), 'emulator-data-'));
});

afterEach(() => {
  project.remove();
  rmSync(dataFolder, { recursive: true, force: true });
});

function options(changes: Partial<BootOptions> = {}): BootOptions {
  return {
    projectRoot: project.root,
    projectId: 'demo-fixture',
    dataFolder: null,
    ports: 'free',
    ...changes,
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function listen(): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

describe('a failed boot says what to do', () => {
  it('where a port is in use', async () => {
    const other = await listen();
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const emulators = Object.fromEntries(
      ['auth', 'functions', 'firestore', 'storage', 'hub', 'tasks', 'ui', 'hosting'].map((name, index) => [
        name,
        { port: name === 'tasks' ? port : 21_000 + index },
      ]),
    );
    writeFileSync(path.join(project.root, 'firebase.json'), JSON.stringify({ emulators }));
    const failure = bootEmulators(options({ ports: 'fixed' }));
    await expect(failure).rejects.toThrow(PortInUseError);
    await expect(failure).rejects.toThrow(`Port ${port}, wanted for tasks, is in use`);
    other.close();
  });

  it('where firebase.json is missing or wrong', async () => {
    writeFileSync(path.join(project.root, 'firebase.json'), '{"functions":{"source":7}}');
    await expect(bootEmulators(options())).rejects.toThrow(/firebase\.json is not as expected/);
    rmSync(path.join(project.root, 'firebase.json'));
    await expect(bootEmulators(options())).rejects.toThrow(ConfigError);
  });

  it('where the functions or the site are not built', async () => {
    rmSync(path.join(project.root, 'site'), { recursive: true });
    await expect(bootEmulators(options())).rejects.toThrow(/web app is not built.*npm run build/);
    rmSync(path.join(project.root, 'functions'), { recursive: true });
    await expect(bootEmulators(options())).rejects.toThrow(/functions are not built.*npm run build/);
  });

  it('where the functions throw while they load', async () => {
    writeFileSync(path.join(project.root, 'functions/index.js'), "throw new Error('broken on purpose');");
    const failure = bootEmulators(options());
    await expect(failure).rejects.toThrow(FunctionsLoadError);
    await expect(failure).rejects.toThrow(/broken on purpose/);
  });

  it('where the rules do not compile', async () => {
    writeFileSync(path.join(project.root, 'firestore.rules'), 'service cloud.firestore { match');
    await expect(bootEmulators(options())).rejects.toThrow(/firestore\.rules does not compile/);
  });

  it('where the data folder is in use', async () => {
    const running = await bootEmulators(options({ dataFolder }));
    await expect(bootEmulators(options({ dataFolder }))).rejects.toThrow(DataFolderError);
    await running.stop();
  });
});

describe('running emulators', () => {
  it('leave no process and no open port when stopped', async () => {
    const running = await bootEmulators(options());
    const { pid } = (await running.control.status()).functionsProcess;
    expect(pid).not.toBeNull();
    await running.stop();
    expect(isAlive(pid ?? 0)).toBe(false);
    for (const url of Object.values(running.urls)) await expect(fetch(url)).rejects.toThrow();
  });

  it('are found through the hub by rules-unit-testing', async () => {
    const running = await bootEmulators(options());
    const hub = { host: '127.0.0.1', port: running.ports.hub };
    const environment = await initializeTestEnvironment({ projectId: 'demo-fixture', hub });
    expect(environment.emulators.firestore).toEqual({ host: '127.0.0.1', port: running.ports.firestore });
    await environment.cleanup();
    await running.stop();
  });

  it('show a status page that loads nothing from elsewhere', async () => {
    const running = await bootEmulators(options());
    const response = await fetch(running.urls.ui);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await response.text()).toContain('Emulator status');
    const status = await (await fetch(`${running.urls.ui}/emulator/v1/status`)).json();
    expect(status).toMatchObject({ projectId: 'demo-fixture', functionsProcess: { isReady: true } });
    await running.stop();
  });

  it('take changed rules at once, and keep the old ones where the new do not compile', async () => {
    const logged: string[] = [];
    const running = await bootEmulators(options({ log: (line) => logged.push(line) }));
    const read = () =>
      fetch(`${running.urls.firestore}/v1/projects/demo-fixture/databases/(default)/documents/a/b`);
    expect((await read()).status).toBe(404);
    const rules = path.join(project.root, 'firestore.rules');
    writeFileSync(rules, "rules_version = '2';\nservice cloud.firestore {}\n");
    await expect.poll(async () => (await read()).status).toBe(403);
    writeFileSync(rules, 'service');
    await expect.poll(() => logged.join('\n')).toContain('was not taken');
    expect((await read()).status).toBe(403);
    await running.stop();
  });

  it('do not obey pages of the web', async () => {
    const running = await bootEmulators(options());
    const response = await fetch(`${running.urls.hub}/emulator/v1/clock`, {
      method: 'POST',
      headers: { origin: 'https://example.test' },
      body: '{"advanceMs":1000}',
    });
    expect(response.status).toBe(403);
    await running.stop();
  });

  it('keep delayed tasks over a kill, and a killed emulator takes its functions along', async () => {
    const first = await startMain();
    await (await fetch(`${first.urls['functions']}/plan`)).text();
    const { functionsProcess } = (await (await fetch(`${first.urls['hub']}/emulator/v1/status`)).json()) as {
      functionsProcess: { pid: number }; // the hub's own shape
    };
    first.child.kill('SIGKILL');
    await expect.poll(() => isAlive(functionsProcess.pid)).toBe(false);
    const second = await startMain();
    const response = await fetch(`${second.urls['hub']}/emulator/v1/clock`, {
      method: 'POST',
      body: '{"advanceMs":3600000}',
    });
    expect(await response.json()).toMatchObject({ taskAttempts: 1 });
    const ended = new Promise((resolve) => second.child.on('exit', resolve));
    second.child.kill('SIGINT');
    expect(await ended).toBe(0);
  });
});

/** Starts the emulator's own program on the data folder. */
async function startMain(): Promise<{ child: ChildProcess; urls: Record<string, string> }> {
  const parameters = [
    '--root',
    project.root,
    '--project',
    'demo-fixture',
    '--data',
    dataFolder,
    '--free-ports',
  ];
  const child = spawn(process.execPath, [MAIN, ...parameters], { stdio: ['ignore', 'pipe', 'inherit'] });
  const urls: Record<string, string> = {};
  for await (const chunk of child.stdout) {
    for (const [, name = '', url = ''] of String(chunk).matchAll(/^(\w+) +(http:\S+)$/gm)) urls[name] = url;
    if (urls['hosting'] !== undefined) break;
  }
  return { child, urls };
}
