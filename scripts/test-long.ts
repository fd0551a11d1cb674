// What takes minutes: hundreds of kills, floods, long fuzzing. Same closing line as the gate.
import { buildAll } from './lib/build-all.ts';
import { runTests } from './lib/run-tests.ts';

await buildAll();
const { passed, failed } = await runTests(['--config', 'vitest.long.config.ts', ...process.argv.slice(2)]);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
