import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError, readProjectConfig } from './firebase-json.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'emulator-config-'));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(config: object): void {
  writeFileSync(path.join(root, 'firebase.json'), JSON.stringify(config));
}

describe('firebase.json', () => {
  it('may be empty: the ports are the official ones then', () => {
    write({});
    expect(readProjectConfig(root)).toMatchObject({
      ports: {
        auth: 9099,
        functions: 5001,
        firestore: 8080,
        storage: 9199,
        hub: 4400,
        tasks: 9499,
        ui: 4000,
        hosting: 5000,
      },
      firestoreRules: null,
      functionsFolder: null,
      hosting: null,
    });
  });

  it('names ports, rules, indexes, functions and the site', () => {
    write({
      firestore: { rules: 'f.rules', indexes: 'indexes.json' },
      storage: { rules: 's.rules' },
      functions: [{ source: 'fn', codebase: 'default' }],
      hosting: { public: 'site', ignore: ['**/.*'] },
      emulators: { auth: { port: 19_099 }, singleProjectMode: true },
    });
    writeFileSync(path.join(root, 'f.rules'), 'firestore');
    writeFileSync(path.join(root, 's.rules'), 'storage');
    const index = {
      collectionGroup: 'c',
      queryScope: 'COLLECTION',
      fields: [
        { fieldPath: 'a', order: 'ASCENDING' },
        { fieldPath: 'v', vectorConfig: { dimension: 768, flat: {} } },
      ],
    };
    writeFileSync(path.join(root, 'indexes.json'), JSON.stringify({ indexes: [index] }));
    const config = readProjectConfig(root);
    expect(config.ports).toMatchObject({ auth: 19_099, firestore: 8080 });
    expect(config.firestoreRules).toEqual({ path: path.join(root, 'f.rules'), content: 'firestore' });
    expect(config.storageRules?.content).toBe('storage');
    expect(config.indexes).toEqual({ composite: [index], overrides: [] });
    expect(config.functionsFolder).toBe(path.join(root, 'fn'));
    expect(config.hosting).toMatchObject({ folder: path.join(root, 'site'), cleanUrls: false });
  });

  it('is refused where a file that it names is missing or not JSON', () => {
    write({ firestore: { rules: 'missing.rules' } });
    expect(() => readProjectConfig(root)).toThrow(/missing\.rules cannot be read; firebase\.json names it/);
    write({ firestore: { indexes: 'broken.json' } });
    writeFileSync(path.join(root, 'broken.json'), '{');
    expect(() => readProjectConfig(root)).toThrow(ConfigError);
  });
});
