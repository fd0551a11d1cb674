// How long `npm start` takes when everything is built and yesterday's data is there, and how much memory the whole stack
// holds after 10,000 messages were received.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { median, rounded, type Findings } from './lib/figures.ts';
import { startLoadProcess } from './lib/load-process.ts';
import { startNpm, type NpmStack } from './lib/npm-stack.ts';
import { addressOf } from './lib/populate.ts';
import { residentBytesOf, residentBytesOfTree } from './lib/process-usage.ts';

const MESSAGES = 10_000;
const CUSTOMERS = 500;
const CONNECTIONS = 16;
const WARM_STARTS = 3;
const MOST_WARM_START_SECONDS = 5;
/** The demo company's number at the simulated provider. */
const DEMO_ADDRESS = 'whatsapp:+14155550100';
/** Time to give back what only the flood needed. */
const SETTLE_MS = 5000;

export async function run(): Promise<Findings> {
  const folder = mkdtempSync(path.join(tmpdir(), 'colibri-bench-start-'));
  try {
    const first = await startNpm(folder);
    await first.stop();
    const withSeed = await warmStart(folder);
    const memory = await receiveMessages(folder);
    const withMessages = await warmStart(folder);
    const warmStartSeconds = rounded(median(withSeed));
    return {
      figures: {
        warmStartSeconds,
        warmStartSecondsWithMessages: rounded(median(withMessages)),
        firstStartSeconds: rounded(first.readyAfterMs / 1000),
        memoryMB: memory,
        messages: MESSAGES,
      },
      failures: Object.entries({ 'the demo data': withSeed, [`${MESSAGES} messages`]: withMessages })
        .filter(([, seconds]) => median(seconds) >= MOST_WARM_START_SECONDS)
        .map(([data, seconds]) => `warm start with ${data}: ${rounded(median(seconds))} s, under 5 s`),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function warmStart(folder: string): Promise<number[]> {
  const seconds: number[] = [];
  for (let run = 0; run < WARM_STARTS; run += 1) {
    const stack = await startNpm(folder);
    seconds.push(stack.readyAfterMs / 1000);
    await stack.stop();
  }
  return seconds;
}

async function receiveMessages(folder: string): Promise<Record<string, Record<string, number>>> {
  const stack = await startNpm(folder);
  try {
    const before = memoryOf(stack);
    const load = startLoadProcess();
    const url = `${stack.urls.app}/webhooks/twilio/whatsapp`;
    await load.send({
      ...stack.twilio,
      url,
      publicUrl: url,
      to: DEMO_ADDRESS,
      from: Array.from({ length: CUSTOMERS }, (_, ordinal) => addressOf(ordinal)),
      requests: MESSAGES,
      connections: CONNECTIONS,
    });
    load.stop();
    await sleep(SETTLE_MS);
    return { afterStart: before, afterMessages: memoryOf(stack) };
  } finally {
    await stack.stop();
  }
}

/** Resident memory in megabytes: all processes, and the two that do the work. The rest is npm and the starter. */
function memoryOf({ npmPid, pid, functionsPid }: NpmStack): Record<string, number> {
  const megabytes = (bytes: number): number => Math.round(bytes / 1024 / 1024);
  return {
    all: megabytes(residentBytesOfTree(npmPid)),
    emulators: megabytes(residentBytesOf(pid)),
    functions: megabytes(residentBytesOf(functionsPid)),
  };
}
