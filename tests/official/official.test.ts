import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from '../../scripts/lib/run-step.ts';

const tools = path.join(projectRoot, '.tools/official');
const READY_MS = 300_000;

/** The makers' own tools accept what we hand to them: the second opinion on the embedded Firebase. */
describe('firebase-tools', () => {
  let folder: string;
  let emulators: ChildProcess | undefined;
  let output = '';

  beforeAll(() => {
    installTools();
    folder = mkdtempSync(path.join(tmpdir(), 'colibri-official-'));
  }, 300_000);

  afterAll(async () => {
    if (emulators && emulators.exitCode === null) {
      const ended = new Promise((resolve) => emulators?.once('exit', resolve));
      emulators.kill('SIGINT');
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  });

  test('finds nothing wrong with firebase.json', () => {
    const require = createRequire(path.join(tools, 'node_modules/firebase-tools/package.json'));
    const Ajv = require('ajv') as { default: new (options: object) => AjvLike }; // ajv of firebase-tools itself
    const formats = require('ajv-formats') as (ajv: AjvLike) => void; // likewise
    const ajv = new Ajv.default({ allowUnionTypes: true, strict: false });
    formats(ajv);
    const validate = ajv.compile(
      readJson(path.join(tools, 'node_modules/firebase-tools/schema/firebase-config.json')),
    );
    validate(readJson(path.join(projectRoot, 'firebase.json')));
    expect(validate.errors ?? []).toEqual([]);
  });

  test('reads every index, those of vectors too', () => {
    const require = createRequire(import.meta.url);
    const api = path.join(tools, 'node_modules/firebase-tools/lib/firestore/api.js');
    // The class that `firebase deploy` hands the file to.
    const { FirestoreApi } = require(api) as {
      FirestoreApi: new () => { validateSpec: (spec: unknown) => void };
    };
    const indexes = readJson(path.join(projectRoot, 'firestore.indexes.json'));
    expect(() => new FirestoreApi().validateSpec(indexes)).not.toThrow();
    const broken = {
      indexes: [{ collectionGroup: 'c', queryScope: 'COLLECTION', fields: [{ fieldPath: 'v' }] }],
    };
    expect(() => new FirestoreApi().validateSpec(broken)).toThrow(/vectorConfig/);
  });

  test('the built functions install from their own lockfile outside the repository and load', () => {
    const functions = path.join(folder, 'functions/dist');
    mkdirSync(path.dirname(functions), { recursive: true });
    cpSync(path.join(projectRoot, 'functions/dist'), functions, { recursive: true });
    const install = spawnSync('npm', ['ci', '--omit=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: functions,
      encoding: 'utf8',
    });
    expect(install.stderr + install.stdout, 'npm ci').not.toContain('npm error');
    const program = "import(process.argv[1]).then((m) => console.log(Object.keys(m).sort().join(' ')))";
    const load = spawnSync(process.execPath, ['-e', program, path.join(functions, 'index.js')], {
      cwd: functions,
      encoding: 'utf8',
      env: {
        ...process.env,
        GCLOUD_PROJECT: 'demo-colibri',
        FIREBASE_CONFIG: '{"projectId":"demo-colibri"}',
      },
    });
    expect(load.stderr).toBe('');
    expect(load.stdout).toMatch(/\bapi\b.*\bsendMessage\b.*\bwebhooks\b/);
  }, 300_000);

  test(
    'its Auth, Functions, Tasks and Hub emulators start with the project and serve the functions',
    async () => {
      const ports = await freePorts(['auth', 'functions', 'tasks', 'hub', 'logging', 'eventarc']);
      const config = readJson(path.join(projectRoot, 'firebase.json')) as {
        functions: object;
        emulators: object;
      };
      const emulatorPorts = Object.fromEntries(
        Object.entries(ports).map(([name, port]) => [name, { host: '127.0.0.1', port }]),
      );
      writeFileSync(
        path.join(folder, 'firebase.json'),
        JSON.stringify({
          functions: config.functions,
          emulators: { ...emulatorPorts, ui: { enabled: false } },
        }),
      );
      writeFileSync(
        path.join(folder, 'functions/dist/.secret.local'),
        'SETUP_TOKEN=t\nKEYRING={"current":"k","keys":{}}\nMEDIA_SIGNING_KEY=k\nSMTP_URL=none\n',
      );
      writeFileSync(
        path.join(folder, 'functions/dist/.env.demo-colibri'),
        'PUBLIC_BASE_URL=https://example.test\nTWILIO_API_BASE_URL=\nGEMINI_API_BASE_URL=\nOPENAI_API_BASE_URL=\nMAIL_FROM=\n',
      );
      emulators = spawn(
        process.execPath,
        [
          path.join(tools, 'node_modules/firebase-tools/lib/bin/firebase.js'),
          'emulators:start',
          '--only',
          'auth,functions,tasks',
          '--project',
          'demo-colibri',
        ],
        {
          cwd: folder,
          env: {
            ...process.env,
            PATH: path.dirname(process.execPath) + path.delimiter + (process.env['PATH'] ?? ''),
            METADATA_SERVER_DETECTION: 'none',
            CI: 'true',
          },
        },
      );
      emulators.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
      emulators.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
      await expect.poll(() => output, { timeout: READY_MS }).toContain('All emulators ready');

      expect(output).toContain('http function initialized');
      const hub = await fetch(`http://127.0.0.1:${ports['hub']}/emulators`);
      expect(Object.keys((await hub.json()) as object)).toEqual(
        expect.arrayContaining(['auth', 'functions', 'hub']),
      );
      const health = await fetch(
        `http://127.0.0.1:${ports['functions']}/demo-colibri/us-central1/api/health`,
      );
      expect([health.status, await health.json()]).toEqual([
        200,
        expect.objectContaining({ status: expect.any(String) }),
      ]);
    },
    READY_MS + 60_000,
  );
});

interface AjvLike {
  compile(schema: unknown): { (data: unknown): boolean; errors?: unknown[] | null };
}

/** firebase-tools is large and only this test needs it: it has a lockfile of its own and lives in .tools. */
function installTools(): void {
  const source = path.join(projectRoot, 'tests/official');
  const lock = readFileSync(path.join(source, 'package-lock.json'), 'utf8');
  const stamp = path.join(tools, 'installed-lock.json');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  mkdirSync(tools, { recursive: true });
  for (const name of ['package.json', 'package-lock.json', '.npmrc']) {
    copyFileSync(path.join(source, name), path.join(tools, name));
  }
  const result = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: tools,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (result.status !== 0) throw new Error('firebase-tools could not be installed: see npm above.');
  writeFileSync(stamp, lock);
}

/**
 * The emulators take them seconds later, so they are none of those that the system meanwhile gives to connections and to
 * the servers of other tests (Linux: from 32768).
 */
async function freePorts(names: string[]): Promise<Record<string, number>> {
  const ports: number[] = [];
  let port = 15_000 + Math.floor(Math.random() * 15_000);
  for (; ports.length < names.length; port += 1) {
    if (await isFree(port)) ports.push(port);
  }
  return Object.fromEntries(names.map((name, index) => [name, ports[index] ?? 0]));
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
