import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';
import { closureOf, type Lockfile } from './lib/lockfile-closure.ts';

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const OUT = path.join(ROOT, 'functions', 'dist');

/** The functions, and what they start as a process of its own. Each becomes a bundle, all in one folder. */
const ENTRIES = ['knowledge/text-child', 'index'];

/**
 * Small libraries of pure code: bundled, so that a cold start reads one file and keeps only what is used. What is only
 * imported by `import()` of our own modules runs when it is first asked for; outside of the bundle it would run at once.
 */
const BUNDLED = new Set(['zod', 're2js', 'temporal-polyfill', 'temporal-utils']);

/**
 * Makes `functions/dist`, which is all that is deployed: the bundles with the contracts inside, a package.json that names
 * the other dependencies exactly as the root lockfile resolved them, and a lockfile of those alone. It installs and runs
 * outside the repository.
 * @throws where a file does not compile or imports a package that the root does not depend on
 */
export async function buildFunctions(): Promise<void> {
  const staging = `${OUT}.${process.pid}`; // several test files may build at once
  await rm(staging, { recursive: true, force: true });
  await mkdir(staging, { recursive: true });
  const { metafile } = await build({
    entryPoints: ENTRIES.map((name) => path.join(ROOT, 'functions', 'src', `${name}.ts`)),
    entryNames: '[name]',
    outdir: staging,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    sourcemap: 'linked',
    metafile: true,
    legalComments: 'none',
    logLevel: 'silent',
    plugins: [
      {
        name: 'packages-stay-outside',
        setup: (plugin) =>
          plugin.onResolve({ filter: /^[^.#/]/ }, ({ path: specifier, kind }) =>
            kind === 'entry-point' || BUNDLED.has(packageOf(specifier))
              ? null
              : { path: specifier, external: true },
          ),
      },
    ],
  });
  await writeManifest(staging, importedPackages(metafile));
  await replaceFiles(staging);
}

function packageOf(specifier: string): string {
  const [first = '', second = ''] = specifier.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}

function importedPackages(metafile: Metafile): string[] {
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  const packages = imports.filter((item) => item.external === true && !isBuiltin(item.path));
  return [...new Set(packages.map((item) => packageOf(item.path)))].sort();
}

async function writeManifest(folder: string, names: string[]): Promise<void> {
  const lockfile = await readJson<Lockfile>(path.join(ROOT, 'package-lock.json'));
  const { version } = await readJson<{ version: string }>(path.join(ROOT, 'package.json'));
  const dependencies = Object.fromEntries(
    names.map((name) => {
      const locked = lockfile.packages[`node_modules/${name}`];
      if (locked?.version === undefined)
        throw new Error(`The functions import ${name}, which is not a dependency.`);
      return [name, locked.version];
    }),
  );
  const manifest = {
    name: 'colibri-functions',
    version,
    private: true,
    type: 'module',
    main: 'index.js',
    engines: { node: '24' },
    dependencies,
  };
  await writeJson(path.join(folder, 'package.json'), manifest);
  const { name, engines } = manifest;
  const root = { name, version, dependencies, engines };
  await writeJson(path.join(folder, 'package-lock.json'), {
    name,
    version,
    lockfileVersion: 3,
    requires: true,
    packages: { '': root, ...closureOf(lockfile, names) },
  });
}

/** Puts the new files in place one by one: whoever has the folder open, such as a running emulator, keeps it. */
async function replaceFiles(staging: string): Promise<void> {
  await mkdir(OUT, { recursive: true });
  const bundles = ENTRIES.map((name) => path.basename(name)).flatMap((name) => [
    `${name}.js.map`,
    `${name}.js`,
  ]);
  for (const file of ['package.json', 'package-lock.json', ...bundles]) {
    await rename(path.join(staging, file), path.join(OUT, file));
  }
  await rm(staging, { recursive: true, force: true });
}

/** The shape is npm's and ours; a file that differs fails where it is used. */
async function readJson<Shape>(file: string): Promise<Shape> {
  return JSON.parse(await readFile(file, 'utf8')) as Shape;
}

async function writeJson(file: string, value: unknown): Promise<void> {
  await writeFile(file, `${JSON.stringify(value, null, 2)}\n`);
}
