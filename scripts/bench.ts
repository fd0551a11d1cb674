// `npm run bench -- <name>`: builds what has changed, takes one benchmark and prints its figures as one line of JSON,
// last. Fails where a target is missed, and says which.
import type { Findings } from '../bench/lib/figures.ts';
import { buildAll } from './lib/build-all.ts';

const BENCHMARKS: Record<string, () => Promise<{ run: () => Promise<Findings> }>> = {
  ops: () => import('../bench/ops.ts'),
};

const name = process.argv[2] ?? '';
const load = BENCHMARKS[name];
if (load === undefined) {
  console.error(`Say which benchmark: npm run bench -- ${Object.keys(BENCHMARKS).join(' | ')}`);
  process.exit(2);
}

try {
  await buildAll((part) => console.log(`Building the ${part} ...`));
  const { run } = await load();
  const { figures, failures } = await run();
  for (const failure of failures) console.log(`MISSED ${failure}`);
  console.log(JSON.stringify({ benchmark: name, ...figures, missed: failures }));
  process.exit(failures.length === 0 ? 0 : 1);
} catch (error) {
  console.error(error);
  process.exit(1);
}
