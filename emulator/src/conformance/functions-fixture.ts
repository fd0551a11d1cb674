import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const REPOSITORY_MODULES = fileURLToPath(new URL('../../../node_modules', import.meta.url));

/** A small project with its own firebase.json and functions that use the real firebase-functions. */
export interface FixtureProject {
  root: string;
  remove(): void;
}

const FIREBASE_JSON = {
  firestore: { rules: 'firestore.rules' },
  functions: { source: 'functions', runtime: 'nodejs24' },
  hosting: {
    public: 'site',
    rewrites: [
      { source: '/hooks/**', function: { functionId: 'echo', region: 'us-central1' } },
      { source: '**', destination: '/index.html' },
    ],
    headers: [{ source: '**', headers: [{ key: 'X-Site', value: 'fixture' }] }],
  },
};

const RULES = `rules_version = '2';
service cloud.firestore { match /databases/{database}/documents { match /{path=**} { allow read, write: if true; } } }
`;

/** @param source the functions' module; it may import firebase-functions and firebase-admin */
export function createFixtureProject(source: string): FixtureProject {
  const root = mkdtempSync(path.join(tmpdir(), 'emulator-fixture-'));
  const write = (file: string, content: string) => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), content);
  };
  write('firebase.json', JSON.stringify(FIREBASE_JSON));
  write('firestore.rules', RULES);
  write(
    'functions/package.json',
    JSON.stringify({ type: 'module', main: 'index.js', engines: { node: '24' } }),
  );
  write('functions/index.js', source);
  write('functions/.env', 'FROM_FILE=from .env\n');
  write('functions/.secret.local', 'FROM_SECRET_FILE=from .secret.local\n');
  write('site/index.html', `<!doctype html><title>Fixture</title>${'<p>text</p>'.repeat(200)}`);
  write('site/assets/app.js', 'export const answer = 42;\n');
  symlinkSync(REPOSITORY_MODULES, path.join(root, 'node_modules'));
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}
