// The gate: what runs on a developer's machine and in CI. Ends with `N passed, N failed`.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runStep } from './lib/run-step.ts';
import { buildAll } from './lib/build-all.ts';
import { ensureBrowser } from './lib/browser.ts';

const CHECKS: { name: string; run: () => Promise<boolean> }[] = [
  { name: 'format', run: () => runStep('prettier', ['--check', '--log-level', 'warn', '.']) },
  { name: 'types', run: () => runStep('tsc', ['-p', '.']) },
  { name: 'types of the app', run: () => runStep('tsc', ['-p', 'web']) },
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

/** Runs vitest and counts; a run that breaks without a failed test (an unhandled error, no test found) is a failure. */
async function runTests(args: string[]): Promise<{ passed: number; failed: number }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'colibri-test-'));
  const report = path.join(folder, 'report.json');
  const ok = await runStep('vitest', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...args,
  ]);
  const counts = readCounts(report);
  rmSync(folder, { recursive: true, force: true });
  if (!counts) return { passed: 0, failed: 1 };
  const failures = Math.max(counts.failed, ok ? 0 : 1);
  return { passed: counts.passed, failed: counts.passed === 0 ? Math.max(failures, 1) : failures };
}

function readCounts(report: string): { passed: number; failed: number } | null {
  try {
    const json = JSON.parse(readFileSync(report, 'utf8')) as {
      numPassedTests: number;
      numFailedTests: number;
    }; // vitest's own report
    return { passed: json.numPassedTests, failed: json.numFailedTests };
  } catch (error) {
    console.error(`The test report could not be read: ${String(error)}`);
    return null;
  }
}

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
