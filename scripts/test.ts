// The gate: what runs on a developer's machine and in CI. Ends with `N passed, N failed`.
import { runStep } from './lib/run-step.ts';
import { buildAll } from './lib/build-all.ts';
import { ensureBrowser } from './lib/browser.ts';
import { runTests } from './lib/run-tests.ts';

const CHECKS: { name: string; run: () => Promise<boolean> }[] = [
  { name: 'format', run: () => runStep('prettier', ['--check', '--log-level', 'warn', '.']) },
  { name: 'types', run: () => runStep('tsc', ['-p', '.']) },
  { name: 'types of the app', run: () => runStep('tsc', ['-p', 'web']) },
  { name: 'types of the phone page', run: () => runStep('tsc', ['-p', 'simulator/phone']) },
  { name: 'lint', run: () => runStep('oxlint', ['--type-aware', '--deny-warnings', '.']) },
  { name: 'unused code and dependencies', run: () => runStep('knip', []) },
  { name: 'build', run: succeeds(buildAll) },
  { name: 'browser', run: succeeds(ensureBrowser) },
];

let passed = 0;
let failed = 0;
for (const check of CHECKS) {
  const startedAt = performance.now();
  const ok = await check.run();
  if (ok) passed += 1;
  else failed += 1;
  console.log(
    `${ok ? 'ok    ' : 'FAILED'} ${check.name} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`,
  );
}

const results = await runTests(process.argv.slice(2));
console.log(`${passed + results.passed} passed, ${failed + results.failed} failed`);
process.exit(failed + results.failed === 0 ? 0 : 1);

function succeeds(step: () => Promise<unknown>): () => Promise<boolean> {
  return async () => {
    try {
      await step();
      return true;
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
      return false;
    }
  };
}
