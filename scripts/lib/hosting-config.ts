import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { callables } from '../../contracts/callables/index.ts';
import { inlineScriptHash } from './inline-script.ts';
import { projectRoot } from './run-step.ts';

const FILE = path.join(projectRoot, 'firebase.json');
const REGION = 'us-central1';

interface HostingConfig {
  rewrites: { source: string }[];
  headers: { headers: { key: string; value: string }[] }[];
}

/**
 * Brings what follows from other files into firebase.json: Hosting passes every callable of the contracts on, so that the
 * app calls its own origin, and the content policy allows the inline script of index.html by its hash.
 */
export function writeHostingConfig(): void {
  const json = JSON.parse(readFileSync(FILE, 'utf8')) as { hosting: HostingConfig }; // our own file
  const others = json.hosting.rewrites.filter(({ source }) => !source.startsWith('/call/'));
  const firstAfter = others.findIndex(({ source }) => source === '/assets/**');
  const calls = Object.keys(callables).map((name) => ({
    source: `/call/${name}`,
    function: { functionId: name, region: REGION },
  }));
  json.hosting.rewrites = others.toSpliced(firstAfter, 0, ...calls);
  const html = readFileSync(path.join(projectRoot, 'web/index.html'), 'utf8');
  for (const header of json.hosting.headers.flatMap(({ headers }) => headers)) {
    if (header.key !== 'Content-Security-Policy') continue;
    header.value = header.value.replace(/script-src [^;]*/, `script-src 'self' '${inlineScriptHash(html)}'`);
  }
  writeFileSync(FILE, JSON.stringify(json, null, 2));
}
