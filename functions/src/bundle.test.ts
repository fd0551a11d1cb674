import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { callables } from '#contracts/callables/index.ts';
import { buildFunctions } from '../../scripts/build-functions.ts';
import { pdfOf } from './testing/documents.ts';

const run = promisify(execFile);
const DIST = path.resolve(import.meta.dirname, '../dist');
const INSTALL = ['ci', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'];

/** Deployed besides the callables. */
const OTHERS = ['api', 'media', 'outboxCreated', 'sweepOutbox', 'sweepPending', 'webhooks'];

it(
  'installs from its own lockfile outside the repository and offers every function',
  { timeout: 180_000 },
  async () => {
    await buildFunctions();
    const folder = mkdtempSync(path.join(tmpdir(), 'colibri-bundle-'));
    try {
      cpSync(DIST, folder, { recursive: true });
      await run('npm', INSTALL, { cwd: folder });
      const script =
        "import('./index.js').then((functions) => console.log(JSON.stringify(Object.keys(functions))))";
      const env = { ...process.env, GCLOUD_PROJECT: 'demo-bundle', METADATA_SERVER_DETECTION: 'none' };
      const { stdout } = await run(process.execPath, ['-e', script], { cwd: folder, env });
      const names: unknown = JSON.parse(stdout);
      expect(names).toEqual([...Object.keys(callables), ...OTHERS].toSorted());
      expect(await readWith(path.join(folder, 'text-child.js'), pdfOf(['Hello']))).toEqual({
        outcome: 'read',
        text: 'Hello',
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

/** What the process that reads files answers. */
async function readWith(script: string, bytes: Buffer): Promise<unknown> {
  const child = fork(script, { serialization: 'advanced', execArgv: [] });
  child.send({ bytes, type: 'application/pdf' });
  const [answer] = await once(child, 'message');
  return answer;
}
