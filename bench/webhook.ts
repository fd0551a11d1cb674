// Server CPU and throughput of the inbound webhook, next to a bare handler that does the same transaction on the same
// Firestore, in alternating rounds of one run.
import { fork } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { identityIdOf } from '../functions/src/inbox/find-customer.ts';
import { openAdmin } from './lib/admin-firestore.ts';
import { childMessages } from './lib/child-messages.ts';
import { setUpCompany, type BenchCompany } from './lib/company.ts';
import { median, rounded, type Findings } from './lib/figures.ts';
import { readMeter, resetMeter } from './lib/hub.ts';
import { startLoadProcess, type LoadProcess } from './lib/load-process.ts';
import { summariseMeter } from './lib/measure-operations.ts';
import { addressOf, populate } from './lib/populate.ts';
import { cpuMsOf } from './lib/process-usage.ts';
import { startStackProcess, type StackProcess } from './lib/stack-process.ts';
import type { LoadJob } from './lib/webhook-load.ts';

const ROUNDS = 6;
const REQUESTS = 1500;
const WARM_UP_REQUESTS = 3000;
const CONNECTIONS = 16;
const CONVERSATIONS = 200;
const MOST_CPU_RATIO = 1.4;
const LEAST_THROUGHPUT_RATIO = 0.7;

const BARE_COMPANY = 'bare';
const BARE = fileURLToPath(new URL('./lib/bare-webhook.ts', import.meta.url));
/** Time for the work that a server puts off, such as collecting garbage, to show in its CPU time. */
const SETTLE_MS = 500;

interface Contender {
  pid: number;
  job: Omit<LoadJob, 'requests'>;
}

interface Round {
  serverCpuMs: number;
  emulatorCpuMs: number;
  perSecond: number;
}

export async function run(): Promise<Findings> {
  const stack = await startStackProcess();
  const load = startLoadProcess();
  const bareProcess: { stop?: () => void } = {};
  try {
    const company = await setUpCompany(stack);
    await fill(stack, company);
    const bare = await startBare(stack, company);
    bareProcess.stop = bare.stop;
    const contenders = { product: product(stack, company), bare: bare.contender };
    for (const contender of Object.values(contenders)) {
      await load.send({ ...contender.job, requests: WARM_UP_REQUESTS });
    }
    const rounds: Record<keyof typeof contenders, Round>[] = [];
    for (let index = 0; index < ROUNDS; index += 1) {
      // Whoever goes first in one round goes second in the next.
      const early = index % 2 === 0 ? await measure(load, contenders.product, stack) : null;
      const bareRound = await measure(load, contenders.bare, stack);
      const round = { product: early ?? (await measure(load, contenders.product, stack)), bare: bareRound };
      console.table(round);
      rounds.push(round);
    }
    return compare(rounds);
  } finally {
    load.stop();
    bareProcess.stop?.();
    await stack.stop();
  }
}

/** The same conversations for both: under ids of the product's and under plain ones. */
async function fill(stack: StackProcess, company: BenchCompany): Promise<void> {
  const admin = openAdmin(stack);
  const common = { memberUid: company.admin.uid, newestAt: Date.now(), withHistory: 0 };
  const { companyId, channelId, routeId } = company;
  const range = { from: 0, to: CONVERSATIONS };
  await populate(
    admin.db,
    { ...common, companyId, channelId, idOf: (address) => identityIdOf(routeId, address) },
    range,
  );
  await populate(
    admin.db,
    { ...common, companyId: BARE_COMPANY, channelId, idOf: (address) => address },
    range,
  );
  await admin.close();
}

function product(stack: StackProcess, company: BenchCompany): Contender {
  const path = '/webhooks/twilio/whatsapp';
  return {
    pid: stack.functionsPid,
    job: { ...jobFor(stack, company), url: stack.urls.functions + path, publicUrl: stack.urls.app + path },
  };
}

async function startBare(
  stack: StackProcess,
  company: BenchCompany,
): Promise<{ contender: Contender; stop: () => void }> {
  const publicUrl = `${stack.urls.app}/webhook`;
  const { authToken } = stack.twilio;
  const settings = { projectId: stack.projectId, companyId: BARE_COMPANY, publicUrl, authToken };
  const child = fork(BARE, [JSON.stringify(settings)], {
    env: { ...process.env, ...stack.env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const { url } = await childMessages<{ url: string }>(child).next();
  return {
    contender: { pid: child.pid ?? 0, job: { ...jobFor(stack, company), url, publicUrl } }, // it has sent a message
    stop: () => child.disconnect(),
  };
}

function jobFor(
  { twilio }: StackProcess,
  { address }: BenchCompany,
): Omit<LoadJob, 'requests' | 'url' | 'publicUrl'> {
  return {
    ...twilio,
    to: address,
    // In turn, so that requests in flight at once never meet in one conversation.
    from: Array.from({ length: CONVERSATIONS }, (_, ordinal) => addressOf(ordinal)),
    connections: CONNECTIONS,
  };
}

/**
 * CPU per request in milliseconds, of the server alone and of the emulator that serves it.
 * @throws where the meter did not see two writes for each request: then it was not the work that is compared
 */
async function measure(load: LoadProcess, { pid, job }: Contender, stack: StackProcess): Promise<Round> {
  const { hub } = stack.urls;
  await resetMeter(hub);
  const before = { server: cpuMsOf(pid), emulator: cpuMsOf(stack.pid) };
  const { durationMs } = await load.send({ ...job, requests: REQUESTS });
  await sleep(SETTLE_MS);
  const after = { server: cpuMsOf(pid), emulator: cpuMsOf(stack.pid) };
  const { writes } = summariseMeter(await readMeter(hub));
  if (writes !== 2 * REQUESTS) throw new Error(`${REQUESTS} requests made ${writes} writes.`);
  return {
    serverCpuMs: (after.server - before.server) / REQUESTS,
    emulatorCpuMs: (after.emulator - before.emulator) / REQUESTS,
    perSecond: (REQUESTS * 1000) / durationMs,
  };
}

function compare(rounds: { product: Round; bare: Round }[]): Findings {
  const ratioOf = (figure: (round: Round) => number): number =>
    rounded(median(rounds.map(({ product, bare }) => figure(product) / figure(bare))));
  const medianOf = (figure: (round: { product: Round; bare: Round }) => number): number =>
    rounded(median(rounds.map(figure)));
  const cpuRatio = ratioOf(({ serverCpuMs }) => serverCpuMs);
  const throughputRatio = ratioOf(({ perSecond }) => perSecond);
  const failures: string[] = [];
  if (cpuRatio > MOST_CPU_RATIO) failures.push(`cpuRatio ${cpuRatio}, at most ${MOST_CPU_RATIO}`);
  if (throughputRatio < LEAST_THROUGHPUT_RATIO) {
    failures.push(`throughputRatio ${throughputRatio}, at least ${LEAST_THROUGHPUT_RATIO}`);
  }
  return {
    figures: {
      cpuRatio,
      throughputRatio,
      cpuRatioWithEmulator: ratioOf(({ serverCpuMs, emulatorCpuMs }) => serverCpuMs + emulatorCpuMs),
      cpuMsPerRequest: {
        product: medianOf(({ product }) => product.serverCpuMs),
        bare: medianOf(({ bare }) => bare.serverCpuMs),
      },
      emulatorCpuMsPerRequest: {
        product: medianOf(({ product }) => product.emulatorCpuMs),
        bare: medianOf(({ bare }) => bare.emulatorCpuMs),
      },
      requestsPerSecond: {
        product: medianOf(({ product }) => product.perSecond),
        bare: medianOf(({ bare }) => bare.perSecond),
      },
      connections: CONNECTIONS,
      rounds: ROUNDS,
      requestsPerRound: REQUESTS,
    },
    failures,
  };
}
