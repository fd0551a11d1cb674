// `npm run emulators:exec -- "<command>"`: the whole stack in memory on free ports, for the time of one command.
import { spawn } from 'node:child_process';
import { buildAll } from './lib/build-all.ts';
import { projectRoot } from './lib/run-step.ts';
import { DEMO_ADMIN, DEMO_AGENT, startStack, type Stack } from './lib/stack.ts';

const command = process.argv.slice(2).join(' ');
if (command === '') {
  console.error('Say what to run: npm run emulators:exec -- "<command>"');
  process.exit(2);
}

const withFixtures = process.env['COLIBRI_SEED'] === 'fixtures';
let stack: Stack;
try {
  await buildAll((name) => console.error(`Building the ${name} ...`));
  stack = await startStack({
    dataFolder: null,
    ports: 'free',
    seeds: withFixtures ? ['demo', 'fixtures'] : ['demo'],
    // The fixtures' signatures cover this address.
    ...(withFixtures ? { publicBaseUrl: 'https://example.test' } : {}),
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

const child = spawn(command, {
  cwd: projectRoot,
  shell: true,
  stdio: 'inherit',
  env: {
    ...process.env,
    ...stack.emulators.env,
    COLIBRI_WEB_URL: stack.urls.app,
    COLIBRI_FUNCTIONS_URL: stack.urls.functions,
    COLIBRI_SIMULATOR_URL: stack.urls.phone,
    COLIBRI_DEMO_ADMIN: DEMO_ADMIN,
    COLIBRI_DEMO_AGENT: DEMO_AGENT,
    COLIBRI_DEMO_PASSWORD: stack.installation.demoPassword,
  },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => {
  stack.stop().then(
    () => process.exit(code ?? (signal === null ? 1 : 130)),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
