// What an AI that answers costs: the time of the webhook's answer with a provider that takes 2 s next to one that takes
// none, in alternating blocks of one run; and the billed operations of one answer, at 100 and at 100,000 conversations.
import { setTimeout as sleep } from 'node:timers/promises';
import { openAdmin, type AdminAccess } from './lib/admin-firestore.ts';
import { letAiAnswer, QUESTION, setAiDelay } from './lib/ai-company.ts';
import { AI_BUDGETS, type Costs } from './lib/budgets.ts';
import { setUpCompany, type BenchCompany } from './lib/company.ts';
import { median, quantile, rounded, type Findings } from './lib/figures.ts';
import { readMeter, type MeterRow } from './lib/hub.ts';
import {
  countUndisturbed,
  COUNTS,
  middleOf,
  operationsOf,
  summariseMeter,
  whenQuiet,
  type Operations,
} from './lib/measure-operations.ts';
import { measureTwoSizes, populationOf } from './lib/measure-two-sizes.ts';
import { delayCallbacks, newPhone, readOnPhone, sentTo, writeFromPhone } from './lib/phone.ts';
import { cpuMsOf } from './lib/process-usage.ts';
import { startStackProcess, type StackProcess } from './lib/stack-process.ts';
import { until } from './lib/until.ts';

const SLOW_MS = 2000;
const MOST_TIME_RATIO = 1.1;
/** Many short ones: what else the machine does changes slowly, and strikes neighbours alike. */
const BLOCKS = 10;
/** At this distance the machine is far from its limits: what is measured is the webhook, and no queue. */
const DISTANCE_MS = 250;
/** Long enough that answers of the slow provider end too before the first webhook counts. */
const WARM_UP_REQUESTS = 14;
const REQUESTS = 16;
/** Each writes once in a block, so that nobody writes while an answer is under way. */
const CUSTOMERS = WARM_UP_REQUESTS + REQUESTS;

/** Longer than everything before the callbacks takes to be over and the meter to stand still. */
const CALLBACKS_AFTER_MS = 3000;
const HISTORY_MESSAGES = 20;

interface Bench {
  stack: StackProcess;
  company: BenchCompany;
  admin: AdminAccess;
}

/** @param args `time` or `ops`: only that part */
export async function run([part]: string[]): Promise<Findings> {
  const stack = await startStackProcess();
  const admin = openAdmin(stack);
  try {
    const company = await setUpCompany(stack);
    await letAiAnswer(admin, company);
    const bench = { stack, company, admin };
    const parts = [
      ...(part === 'ops' ? [] : [await measureTimes(bench)]),
      ...(part === 'time' ? [] : [await measureCosts(bench)]),
    ];
    return {
      figures: Object.assign({}, ...parts.map(({ figures }) => figures)) as Findings['figures'], // plain objects
      failures: parts.flatMap(({ failures }) => failures),
    };
  } finally {
    await admin.close();
    await stack.stop();
  }
}

interface Block {
  /** Milliseconds until each webhook was answered. */
  times: number[];
  /** CPU of the functions for one webhook and its answer. */
  cpuMs: number;
}

async function measureTimes(bench: Bench): Promise<Findings> {
  // Two groups in turn, because nobody is answered more than twenty times without a person's word.
  const groups = [0, 1].map((group) =>
    Array.from({ length: CUSTOMERS }, (_, ordinal) => `whatsapp:+1415${4_000_000 + 1000 * group + ordinal}`),
  );
  for (const customers of groups) await measureBlock(bench, customers, 0); // introduces them, and warms
  const blocks = { slow: [] as Block[], fast: [] as Block[] };
  for (let index = 0; index < BLOCKS; index += 1) {
    // Whoever goes first in one pair goes second in the next.
    const order = index % 2 === 0 ? (['slow', 'fast'] as const) : (['fast', 'slow'] as const);
    for (const name of order) {
      const block = await measureBlock(bench, groups[index % 2] ?? [], name === 'slow' ? SLOW_MS : 0);
      blocks[name].push(block);
      console.log(`${name}: ${rounded(median(block.times))} ms, CPU ${rounded(block.cpuMs)} ms`);
    }
  }
  return compare(blocks);
}

async function measureBlock(bench: Bench, customers: string[], delayMs: number): Promise<Block> {
  const { stack, company } = bench;
  await setAiDelay(stack, delayMs);
  const before = cpuMsOf(stack.functionsPid);
  const times: Promise<number>[] = [];
  for (const customer of customers) {
    times.push(timed(() => company.receiveText(customer, QUESTION)));
    await sleep(DISTANCE_MS);
  }
  const all = await Promise.all(times);
  await whenAnswered(bench);
  return {
    times: all.slice(WARM_UP_REQUESTS),
    cpuMs: (cpuMsOf(stack.functionsPid) - before) / customers.length,
  };
}

async function timed(act: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await act();
  return performance.now() - startedAt;
}

/** Waits until no answer is under way. */
async function whenAnswered({ admin, company, stack }: Bench): Promise<void> {
  const pending = admin.db
    .collection(`companies/${company.companyId}/outbox`)
    .where('state', '==', 'pending');
  await until(async () => (await pending.limit(1).get()).empty);
  await whenQuiet(stack.urls.hub);
}

function compare(blocks: { slow: Block[]; fast: Block[] }): Findings {
  const figuresOf = (of: Block[]) => {
    const times = of.flatMap((block) => block.times);
    return {
      medianMs: rounded(median(times)),
      p95Ms: rounded(quantile(times, 0.95)),
      functionsCpuMs: rounded(median(of.map(({ cpuMs }) => cpuMs))),
    };
  };
  const slow = figuresOf(blocks.slow);
  const fast = figuresOf(blocks.fast);
  // Of neighbours, so that what else the machine does strikes both alike.
  const ratios = blocks.slow.map(
    ({ times }, index) => median(times) / median(blocks.fast[index]?.times ?? []),
  );
  const timeRatio = rounded(median(ratios));
  return {
    figures: {
      timeRatio,
      timeRatioOfAll: rounded(slow.medianMs / fast.medianMs),
      timeRatioP95: rounded(slow.p95Ms / fast.p95Ms),
      functionsCpuRatio: rounded(slow.functionsCpuMs / fast.functionsCpuMs),
      timeRatioOfEachPair: ratios.map((ratio) => rounded(ratio)),
      providerTakes2s: slow,
      providerTakes0ms: fast,
      requestsOfEach: BLOCKS * REQUESTS,
    },
    failures: timeRatio > MOST_TIME_RATIO ? [`timeRatio ${timeRatio}, at most ${MOST_TIME_RATIO}`] : [],
  };
}

type AiCosts = Costs<keyof typeof AI_BUDGETS>;

function measureCosts(bench: Bench): Promise<Findings> {
  const population = populationOf(bench.company, 0);
  return measureTwoSizes(bench.admin, population, AI_BUDGETS, () => measureAnswer(bench));
}

/** An answer to a customer who has written and been answered more often than the model is shown. */
async function measureAnswer(bench: Bench): Promise<AiCosts> {
  const { stack } = bench;
  await setAiDelay(stack, 0);
  await delayCallbacks(stack, 0);
  const phone = newPhone();
  for (let turn = 0; turn <= HISTORY_MESSAGES / 2; turn += 1) await answerOnce(bench, phone);
  await whenAllAreDelivered(bench, phone);
  const counts: AiCosts[] = [];
  while (counts.length < COUNTS) counts.push(await countAnswer(bench, phone));
  await delayCallbacks(stack, 0);
  return Object.fromEntries(
    Object.keys(AI_BUDGETS).map((name) => [
      name,
      middleOf(counts.map((count) => count[name as keyof AiCosts])), // the table's own keys
    ]),
  ) as AiCosts;
}

async function answerOnce({ stack, company }: Bench, phone: string): Promise<void> {
  const { length } = await sentTo(stack, phone);
  await writeFromPhone(stack, company, phone, QUESTION);
  await until(async () => (await sentTo(stack, phone)).length > length);
}

async function whenAllAreDelivered({ stack, company }: Bench, phone: string): Promise<void> {
  await until(async () =>
    (await sentTo(stack, phone)).every((status) => status === 'delivered' || status === 'read'),
  );
  await readOnPhone(stack, company, phone);
  await whenQuiet(stack.urls.hub);
}

async function countAnswer(bench: Bench, phone: string): Promise<AiCosts> {
  const { stack, company } = bench;
  const { hub } = stack.urls;
  let atWebhook: MeterRow[] = [];
  const upToSent = await countUndisturbed(
    hub,
    async () => {
      const { length } = await sentTo(stack, phone);
      await writeFromPhone(stack, company, phone, QUESTION);
      atWebhook = await readMeter(hub); // the answer waits a second before it reads anything but its entry
      await until(async () => (await sentTo(stack, phone)).length > length);
    },
    async () => {
      await whenAllAreDelivered(bench, phone);
      await delayCallbacks(stack, CALLBACKS_AFTER_MS);
    },
  );
  const all = summariseMeter(upToSent);
  const inbound = summariseMeter(atWebhook.filter((row) => !isOfAnswer(row)));
  const knowledge = onlyReads(readsOf(upToSent, /\/chunks(\/|$)/));
  const messages = readsOf(upToSent, /\/messages(\/|$)/);
  const history = onlyReads(messages - 1); // one of them is the message that is answered, read by its name
  await delayCallbacks(stack, 0);
  await whenAllAreDelivered(bench, phone);
  const whole = summariseMeter(await whenQuiet(hub));
  return {
    aiInbound: inbound,
    aiAnswer: {
      ...minus(all, { ...inbound, writes: 2 }),
      reads: all.reads - inbound.reads - knowledge.reads - history.reads,
    },
    aiHistory: history,
    aiKnowledge: knowledge,
    aiThreeCallbacks: minus(whole, all),
  };
}

/** What the answer's trigger does at once: it is called, and reads its entry. */
function isOfAnswer({ kind, pattern }: MeterRow): boolean {
  return (
    (kind === 'invocation' && pattern === 'outboxCreated') || (kind === 'read' && pattern.includes('/outbox'))
  );
}

function readsOf(rows: MeterRow[], pattern: RegExp): number {
  return summariseMeter(rows.filter((row) => pattern.test(row.pattern))).reads;
}

function onlyReads(reads: number): Operations {
  return operationsOf((kind) => (kind === 'reads' ? reads : 0));
}

function minus(all: Operations, part: Operations): Operations {
  return operationsOf((kind) => all[kind] - part[kind]);
}
