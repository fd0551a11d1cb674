// The whole stack in a process of its own, so that its memory and CPU can be told from those of a benchmark. Started by
// stack-process.ts, tells its addresses over IPC, ends with its parent.
import { startStack } from '../../scripts/lib/stack.ts';
import { describeStack, showErrors } from './describe-stack.ts';

const stack = await startStack({
  dataFolder: null,
  seeds: [],
  ports: 'free',
  schedules: 'by-name', // the minute that turns is in no figure
  log: showErrors,
});
process.send?.(describeStack(stack));

process.once('disconnect', () => {
  stack.stop().then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
