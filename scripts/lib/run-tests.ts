import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runStep } from './run-step.ts';

/** Runs vitest and counts; a run that breaks without a failed test (an unhandled error, no test found) is a failure. */
export async function runTests(args: string[]): Promise<{ passed: number; failed: number }> {
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
