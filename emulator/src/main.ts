/**
 * Starts the emulators of the project in a folder and runs until it is told to stop.
 *
 *   node emulator/src/main.ts [--root folder] [--project id] [--data folder | --memory] [--free-ports]
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bootEmulators, type RunningEmulators } from './boot.ts';

const { values } = parseArgs({
  options: {
    root: { type: 'string', default: process.cwd() },
    project: { type: 'string', default: 'demo-colibri' },
    data: { type: 'string' },
    memory: { type: 'boolean', default: false },
    'free-ports': { type: 'boolean', default: false },
  },
});
const projectRoot = path.resolve(values.root);

try {
  const emulators = await bootEmulators({
    projectRoot,
    projectId: values.project,
    dataFolder: values.memory ? null : path.resolve(values.data ?? path.join(projectRoot, '.data')),
    ports: values['free-ports'] ? 'free' : 'fixed',
    log: (line) => console.log(line),
  });
  for (const [name, url] of Object.entries(emulators.urls)) console.log(`${name.padEnd(10)} ${url}`);
  stopOnSignals(emulators);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function stopOnSignals(emulators: RunningEmulators): void {
  const stop = () => {
    emulators.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}
