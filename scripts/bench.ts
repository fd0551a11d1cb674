// `npm run bench -- <name>`: builds what has changed, takes one benchmark and prints its figures as one line of JSON,
// last. Fails where a target is missed, and says which.
import type { Findings } from '../bench/lib/figures.ts';
import { buildAll } from './lib/build-all.ts';

type Benchmark = () => Promise<{ run: (args: string[]) => Promise<Findings> }>;

const BENCHMARKS: Record<string, Benchmark> = {
  ops: () => import('../bench/ops.ts'),
  webhook: () => import('../bench/webhook.ts'),
  latency: () => import('../bench/latency.ts'),
  start: () => import('../bench/start.ts'),
  bundle: () => import('../bench/bundle.ts'),
  ai: () => import('../bench/ai.ts'),
  vector: () => import('../bench/vector.ts'),
};
/** What the benchmark `start` looks at from outside. */
const HELPERS: Record<string, Benchmark> = { serve: () => import('../bench/serve.ts') };

const [name = '', ...args] = process.argv.slice(2);
const load = BENCHMARKS[name] ?? HELPERS[name];
if (load === undefined) {
  console.error(`Say which benchmark: npm run bench -- ${Object.keys(BENCHMARKS).join(' | ')}`);
  process.exit(2);
}

try {
  await buildAll((part) => console.log(`Building the ${part} ...`));
  const { run } = await load();
  const { figures, failures } = await run(args);
  for (const failure of failures) console.log(`MISSED ${failure}`);
  console.log(JSON.stringify({ benchmark: name, ...figures, missed: failures }));
  process.exit(failures.length === 0 ? 0 : 1);
} catch (error) {
  console.error(error);
  process.exit(1);
}
