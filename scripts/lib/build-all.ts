import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build as buildWeb } from 'vite';
import { buildFunctions } from '../build-functions.ts';
import { projectRoot } from './run-step.ts';

interface Artefact {
  name: string;
  output: string;
  sources: string[];
  build: () => Promise<unknown>;
}

const ARTEFACTS: Artefact[] = [
  {
    name: 'functions',
    output: 'functions/dist/index.js',
    sources: [
      'contracts',
      'functions/src',
      'scripts/build-functions.ts',
      'scripts/lib/lockfile-closure.ts',
      'package-lock.json',
    ],
    build: buildFunctions,
  },
  {
    name: 'web app',
    output: 'web/dist/index.html',
    sources: [
      'contracts',
      'web/src',
      'web/public',
      'web/index.html',
      'web/vite.config.ts',
      'package-lock.json',
    ],
    build: () => viteBuild('web'),
  },
  {
    name: 'phone page',
    output: 'simulator/dist/index.html',
    sources: ['simulator/phone', 'simulator/src', 'package-lock.json'],
    build: () => viteBuild('simulator/phone'),
  },
];

/** Builds what has changed since it was last built; `onBuild` hears the name of each part before it is built. */
export async function buildAll(onBuild: (name: string) => void = () => {}): Promise<void> {
  for (const artefact of ARTEFACTS) {
    const stamp = path.join(projectRoot, '.tools/builds', artefact.name.replaceAll(' ', '-'));
    const fingerprint = fingerprintOf(artefact.sources);
    const upToDate =
      existsSync(path.join(projectRoot, artefact.output)) &&
      existsSync(stamp) &&
      readFileSync(stamp, 'utf8') === fingerprint;
    if (upToDate) continue;
    onBuild(artefact.name);
    await artefact.build();
    mkdirSync(path.dirname(stamp), { recursive: true });
    writeFileSync(stamp, fingerprint);
  }
}

function viteBuild(folder: string): Promise<unknown> {
  const root = path.join(projectRoot, folder);
  return buildWeb({ root, configFile: path.join(root, 'vite.config.ts'), logLevel: 'warn' });
}

/** Names, sizes and times of all files below the sources: enough to see a change, without reading them. */
function fingerprintOf(sources: string[]): string {
  const hash = createHash('sha256');
  const add = (file: string): void => {
    if (!existsSync(file)) return;
    const stat = statSync(file);
    if (stat.isDirectory()) for (const name of readdirSync(file).sort()) add(path.join(file, name));
    else hash.update(`${file} ${stat.size} ${stat.mtimeMs}\n`);
  };
  for (const source of sources) add(path.join(projectRoot, source));
  return hash.digest('hex');
}
