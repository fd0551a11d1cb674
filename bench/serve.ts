// Not a benchmark: does what `npm start` does, with the data folder that is given and on free ports, for the benchmark
// `start` to measure from outside. Runs until it gets SIGTERM.
import { once } from 'node:events';
import { startStack } from '../scripts/lib/stack.ts';
import { describeStack, showErrors } from './lib/describe-stack.ts';
import type { Findings } from './lib/figures.ts';

export async function run([dataFolder]: string[]): Promise<Findings> {
  if (dataFolder === undefined) throw new Error('Name the data folder.');
  const stack = await startStack({ dataFolder, ports: 'free', seeds: ['demo'], log: showErrors });
  console.log(JSON.stringify({ pid: process.pid, ...describeStack(stack) }));
  await once(process, 'SIGTERM');
  await stack.stop();
  return { figures: {}, failures: [] };
}
