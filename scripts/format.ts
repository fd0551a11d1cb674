// Formats every file of the repository, after writing those that follow from others.
import { writeHostingConfig } from './lib/hosting-config.ts';
import { runStep } from './lib/run-step.ts';

writeHostingConfig();
process.exit((await runStep('prettier', ['--write', '--log-level', 'warn', '.'])) ? 0 : 1);
