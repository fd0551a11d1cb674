import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ConfigError } from './firebase-json.ts';
import { functionsEnvironment } from './functions-environment.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'emulator-env-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function environment(given: Record<string, string> = {}, secrets: Record<string, string> = {}) {
  return functionsEnvironment({ folder, projectId: 'demo-p', clients: {}, given, secrets });
}

it('the later of .env, .env.<project>, .env.local and .secret.local wins, and the caller over all', () => {
  writeFileSync(path.join(folder, '.env'), 'A=1\nB=1\nC=1\nD="two words"\n');
  writeFileSync(path.join(folder, '.env.demo-p'), 'B=2\nC=2\n');
  writeFileSync(path.join(folder, '.env.local'), 'C=3\n');
  writeFileSync(path.join(folder, '.secret.local'), 'KEY=from file\nOTHER=from file\n');
  expect(environment({ A: '9' }, { KEY: 'given' })).toMatchObject({
    A: '9',
    B: '2',
    C: '3',
    D: 'two words',
    KEY: 'given',
    OTHER: 'from file',
  });
});

it('a name that the platform reserves is refused', () => {
  writeFileSync(path.join(folder, '.env'), 'FIREBASE_CONFIG={}\n');
  expect(() => environment()).toThrow(ConfigError);
});

it('the platform says what it is', () => {
  expect(environment({ FUNCTIONS_EMULATOR: 'false' })).toMatchObject({
    FUNCTIONS_EMULATOR: 'true',
    GCLOUD_PROJECT: 'demo-p',
    METADATA_SERVER_DETECTION: 'none',
    FIREBASE_CONFIG: expect.stringContaining('"storageBucket":"demo-p.firebasestorage.app"'),
  });
});
