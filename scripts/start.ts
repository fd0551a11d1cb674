// `npm start`: builds what has changed, starts the whole stack and says where everything is.
import path from 'node:path';
import { styleText } from 'node:util';
import { createWriteStream, mkdirSync } from 'node:fs';
import { buildAll } from './lib/build-all.ts';
import { projectRoot } from './lib/run-step.ts';
import { checkFixedPorts, DEMO_ADMIN, DEMO_AGENT, startStack, type Stack } from './lib/stack.ts';

const startedAt = performance.now();
const dataFolder = path.join(projectRoot, '.data');
// Without the demo the app begins with its set-up page, as a new installation does.
const withDemo = process.env['COLIBRI_SEED'] !== 'none';
const say = (sentence: string): void => console.log(styleText('dim', sentence));

try {
  await checkFixedPorts();
  await buildAll((name) => say(`Building the ${name} ...`));
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const logFile = path.join(dataFolder, 'colibri.log');
  const log = createWriteStream(logFile, { flags: 'a', mode: 0o600 });
  const stack = await startStack({
    dataFolder,
    ports: 'fixed',
    seeds: withDemo ? ['demo'] : [],
    aiMode: 'knowledge',
    onStep: say,
    log: (line) => {
      log.write(`${line}\n`);
      // Nobody sends mail here: the links of password resets are for the person at this terminal.
      if (line.startsWith('Email ')) console.log(line);
    },
  });
  show(stack, logFile);
  stopOnSignals(stack);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

function show(stack: Stack, logFile: string): void {
  const { urls, installation } = stack;
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const row = (name: string, value: string, note: string): string =>
    `  ${styleText('bold', name.padEnd(9))} ${value.padEnd(32)} ${styleText('dim', note)}`;
  console.log(
    [
      '',
      `  ${styleText(['bold', 'green'], 'Colibri is running')} ${styleText('dim', `(ready in ${seconds} s)`)}`,
      '',
      row('App', urls.app, 'the inbox'),
      row('Phone', urls.phone, 'play the customer'),
      row('Mail', `${urls.phone}/mail`, 'what the app sends by mail'),
      row('Status', urls.status, 'emulators, functions, what production would bill'),
      '',
      ...(withDemo
        ? [
            row('Admin', DEMO_ADMIN, `password ${installation.demoPassword}`),
            row('Agent', DEMO_AGENT, `password ${installation.demoPassword}`),
          ]
        : [row('Set-up', installation.setupToken, 'the token that the set-up page asks for')]),
      '',
      styleText(
        'dim',
        `  Data is in .data, the log in ${path.relative(projectRoot, logFile)}. Ctrl-C stops everything.`,
      ),
      '',
    ].join('\n'),
  );
}

function stopOnSignals(stack: Stack): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    say('Stopping ...');
    stack.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  // What started this has been killed without a word.
  process.on('disconnect', stop);
}
