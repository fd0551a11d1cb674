// Formats every file of the repository.
import { runStep } from './lib/run-step.ts';

process.exit((await runStep('prettier', ['--write', '--log-level', 'warn', '.'])) ? 0 : 1);
