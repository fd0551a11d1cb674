// What a search of the knowledge costs among 10,000 passages, next to a bare exact scan over the same vectors in the same
// process, and whether it finds what the exact scan finds.
import { FieldValue } from 'firebase-admin/firestore';
import { readProjectConfig } from '../emulator/src/config/firebase-json.ts';
import { startTestFirestore } from '../emulator/src/conformance/firestore-harness.ts';
import type { AiProvider } from '../functions/src/ai/provider.ts';
import { chunksOf, EMBEDDING } from '../functions/src/knowledge/chunk-store.ts';
import { findPassages } from '../functions/src/knowledge/find-passages.ts';
import { db } from '../functions/src/platform/admin.ts';
import { projectRoot } from '../scripts/lib/run-step.ts';
import { clusteredVectors, type ClusteredVectors } from './lib/clustered-vectors.ts';
import { median, quantile, rounded, type Findings } from './lib/figures.ts';

const CHUNKS = 10_000;
const DIMENSIONS = 768;
const CLUSTERS = 500;
const LIMIT = 5;
const ROUNDS = 8;
const SEARCHES = 25;
const LEAST_RECALL = 0.95;

const PROJECT = 'demo-bench-vector';
const COMPANY = 'bench';
const ASSISTANT = 'assistant';
const BATCH = 200;

interface Measured {
  durationsMs: number[];
  cpuMs: number;
  found: string[][];
}

interface Contender {
  search: (query: Float64Array) => Promise<string[]> | string[];
}

export async function run(): Promise<Findings> {
  const firestore = await startTestFirestore();
  const { engine, meter } = firestore;
  const { indexes } = readProjectConfig(projectRoot);
  engine.setIndexes(PROJECT, indexes.composite, indexes.overrides);
  process.env['FIRESTORE_EMULATOR_HOST'] = firestore.host;
  process.env['FIREBASE_CONFIG'] = JSON.stringify({ projectId: PROJECT });
  try {
    const vectors = clusteredVectors(CLUSTERS, DIMENSIONS);
    const stored = await fill(vectors);
    const contenders = { product: product(), bare: bare(stored) };
    const first = await measure(contenders.product, [vectors.near(0)]);
    meter.reset();
    await contenders.product.search(vectors.near(1));
    const reads = meter.rows().reduce((sum, { count }) => sum + count, 0);
    await measure(contenders.bare, [vectors.near(0)]);
    const rounds: Record<keyof typeof contenders, Measured>[] = [];
    for (let index = 0; index < ROUNDS; index += 1) {
      const queries = Array.from({ length: SEARCHES }, (_, n) => vectors.near(index * SEARCHES + n));
      // Whoever goes first in one round goes second in the next.
      const early = index % 2 === 0 ? await measure(contenders.product, queries) : null;
      const bareRound = await measure(contenders.bare, queries);
      rounds.push({ product: early ?? (await measure(contenders.product, queries)), bare: bareRound });
    }
    return compare(rounds, { firstSearchMs: rounded(first.durationsMs[0] ?? NaN), reads });
  } finally {
    await db().terminate();
    await firestore.close();
  }
}

/** Stores the passages as trainings do, and returns their vectors by id. */
async function fill(vectors: ClusteredVectors): Promise<Map<string, Float64Array>> {
  const stored = new Map<string, Float64Array>();
  for (let from = 0; from < CHUNKS; from += BATCH) {
    const batch = db().batch();
    for (let position = from; position < from + BATCH; position += 1) {
      const id = String(position);
      const vector = vectors.near(position);
      stored.set(id, vector);
      batch.set(chunksOf(COMPANY, ASSISTANT).doc(id), {
        documentId: id,
        documentName: 'Handbook',
        generation: 1,
        provider: 'openai',
        isLive: true,
        position,
        text: `Passage ${id}. `.repeat(60),
        [EMBEDDING]: FieldValue.vector([...vector]),
      });
    }
    await batch.commit();
  }
  return stored;
}

/** The product's own search; the provider hands it the vector at once. */
function product(): Contender {
  const unused = (): never => {
    throw new Error('The benchmark only asks for vectors.');
  };
  return {
    async search(query) {
      const provider: AiProvider = {
        id: 'openai',
        embed: () => Promise.resolve({ outcome: 'embedded', vectors: [[...query]], inputTokens: 0 }),
        complete: unused,
        checkKey: unused,
        accepts: unused,
        costMicros: unused,
      };
      const about = { companyId: COMPANY, assistantId: ASSISTANT, question: 'Q', limit: LIMIT, provider };
      const { passages } = await findPassages(about);
      return passages.map(({ documentId }) => documentId);
    },
  };
}

/** What a search costs at the least: the product of the question with every vector, and the five largest of them. */
function bare(stored: ReadonlyMap<string, Float64Array>): Contender {
  return {
    search(query) {
      const best: { id: string; product: number }[] = [];
      for (const [id, vector] of stored) {
        let sum = 0;
        for (let index = 0; index < vector.length; index++) sum += (vector[index] ?? 0) * (query[index] ?? 0);
        if (best.length === LIMIT && sum <= (best.at(-1)?.product ?? 0)) continue;
        best.push({ id, product: sum });
        best.sort((a, b) => b.product - a.product);
        best.length = Math.min(best.length, LIMIT);
      }
      return best.map(({ id }) => id);
    },
  };
}

async function measure({ search }: Contender, queries: readonly Float64Array[]): Promise<Measured> {
  const durationsMs: number[] = [];
  const found: string[][] = [];
  const before = process.cpuUsage();
  for (const query of queries) {
    const startedAt = performance.now();
    found.push(await search(query));
    durationsMs.push(performance.now() - startedAt);
  }
  const { user, system } = process.cpuUsage(before);
  return { durationsMs, cpuMs: (user + system) / 1000, found };
}

function compare(
  rounds: { product: Measured; bare: Measured }[],
  single: { firstSearchMs: number; reads: number },
): Findings {
  const durationsOf = (who: 'product' | 'bare'): number[] =>
    rounds.flatMap((round) => round[who].durationsMs);
  const recallAt5 = rounded(recall(rounds), 4);
  const cpuMsOf = (who: 'product' | 'bare'): number =>
    rounded(median(rounds.map((round) => round[who].cpuMs / SEARCHES)));
  return {
    figures: {
      recallAt5,
      searchMs: {
        median: rounded(median(durationsOf('product'))),
        p95: rounded(quantile(durationsOf('product'), 0.95)),
        first: single.firstSearchMs,
      },
      bareMs: {
        median: rounded(median(durationsOf('bare'))),
        p95: rounded(quantile(durationsOf('bare'), 0.95)),
      },
      cpuRatio: rounded(median(rounds.map(({ product: ours, bare: theirs }) => ours.cpuMs / theirs.cpuMs))),
      cpuMsPerSearch: { product: cpuMsOf('product'), bare: cpuMsOf('bare') },
      readsPerSearch: single.reads,
      heapMegabytes: Math.round(process.memoryUsage().heapUsed / 1024 / 1024),
      chunks: CHUNKS,
      dimensions: DIMENSIONS,
      searches: ROUNDS * SEARCHES,
    },
    failures: recallAt5 < LEAST_RECALL ? [`recallAt5 ${recallAt5}, at least ${LEAST_RECALL}`] : [],
  };
}

/** The share of what the exact scan finds that the search finds too. */
function recall(rounds: { product: Measured; bare: Measured }[]): number {
  let hits = 0;
  let wanted = 0;
  for (const { product: ours, bare: exact } of rounds) {
    for (const [index, ids] of exact.found.entries()) {
      wanted += ids.length;
      hits += ids.filter((id) => ours.found[index]?.includes(id)).length;
    }
  }
  return hits / wanted;
}
