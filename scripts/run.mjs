#!/usr/bin/env node
// Starts every command of the repository: brings Node 24 and the locked dependencies where they are missing, then
// runs scripts/<command>.ts with them. Plain JavaScript without dependencies, because it runs before anything is
// installed, on Node 18 or newer.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const WANTED_MAJOR = 24;
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Ends with one sentence that says what to do. */
function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

function fileHash(...files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex');
}

/** npm's own program, run with the Node given: npm under an old Node leaves out packages that want a newer one. */
function npm(node, args, cwd) {
  const fromNpm = process.env.npm_execpath;
  const beside = path.join(path.dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js');
  const onWindows = path.join(path.dirname(process.execPath), 'node_modules/npm/bin/npm-cli.js');
  const cli = [fromNpm, beside, onWindows].find((file) => file?.endsWith('npm-cli.js') && existsSync(file));
  const env = { ...process.env, PATH: path.dirname(node) + path.delimiter + process.env.PATH };
  const quiet = ['--no-fund', '--no-audit', '--no-progress', '--loglevel=error'];
  const result = cli
    ? spawnSync(node, [cli, ...args, ...quiet], { cwd, env, stdio: ['ignore', 2, 2] })
    : spawnSync('npm', [...args, ...quiet], {
        cwd,
        env,
        stdio: ['ignore', 2, 2],
        shell: process.platform === 'win32',
      });
  return result.status === 0;
}

/** Path of a Node 24 or newer: the one that runs this, or the one locked in scripts/node, put into .tools. */
function ensureNode() {
  if (Number(process.versions.node.split('.')[0]) >= WANTED_MAJOR) return process.execPath;
  const folder = path.join(root, '.tools/node');
  const locked = ['package.json', 'package-lock.json', '.npmrc'].map((name) =>
    path.join(root, 'scripts/node', name),
  );
  const stamp = path.join(folder, 'installed');
  const hash = fileHash(...locked);
  const find = () =>
    ['linux-x64', 'linux-arm64', 'darwin-x64', 'bin-darwin-arm64', 'win-x64']
      .map((name) =>
        path.join(folder, 'node_modules', `node-${name}`, 'bin', name === 'win-x64' ? 'node.exe' : 'node'),
      )
      .find((file) => existsSync(file));
  const present = find();
  if (present && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return present;
  process.stderr.write(
    `Node ${process.versions.node} is here, Node ${WANTED_MAJOR} is needed: fetching it into .tools (once).\n`,
  );
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of locked) copyFileSync(file, path.join(folder, path.basename(file)));
  const node = npm(process.execPath, ['ci', '--prefix', folder], folder) ? find() : undefined;
  if (!node)
    fail(
      `Node ${WANTED_MAJOR} could not be fetched from npm: check the network, or install Node ${WANTED_MAJOR} yourself and try again.`,
    );
  writeFileSync(stamp, hash);
  return node;
}

/** Installs exactly the lockfile, unless that is what is installed already. */
function ensureDependencies(node) {
  const stamp = path.join(root, 'node_modules/.colibri-installed');
  const hash = fileHash(path.join(root, 'package-lock.json'));
  const complete = () => existsSync(path.join(root, 'node_modules/@google-cloud/firestore/package.json'));
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash && complete()) return;
  process.stderr.write('Installing the dependencies of the lockfile.\n');
  if (!npm(node, ['ci'], root))
    fail('npm could not install the dependencies: read its message above, check the network and try again.');
  if (!complete())
    fail(
      'npm left @google-cloud/firestore out, which an old Node makes it do: delete node_modules and try again.',
    );
  writeFileSync(stamp, hash);
}

const [command, ...args] = process.argv.slice(2);
if (Number(process.versions.node.split('.')[0]) < 18) {
  fail(
    `Colibri needs Node 18 or newer to start (it brings its own Node ${WANTED_MAJOR}); this is ${process.versions.node}: install a newer Node.`,
  );
}
const script = path.join(root, 'scripts', `${command}.ts`);
if (!command || !existsSync(script)) fail(`There is no command "${command}": see "scripts" in package.json.`);

const node = ensureNode();
ensureDependencies(node);

const child = spawn(node, [script, ...args], {
  cwd: root,
  // The channel tells a command that this process has died, so that nothing is left running then either.
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  env: {
    ...process.env,
    PATH: [path.dirname(node), path.join(root, 'node_modules/.bin'), process.env.PATH].join(path.delimiter),
    // Without it the Admin SDK asks a metadata server of Google's cloud for credentials before its first call.
    METADATA_SERVER_DETECTION: 'none',
  },
});
// Ctrl-C reaches the child by itself (same terminal); a signal sent to this process alone is handed on. Either way the
// child ends first, so that nothing is left running.
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
process.on('SIGINT', () => {});
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
