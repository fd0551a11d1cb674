import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { runKillScenario } from '../../emulator/src/firestore/engine/kill-scenario.ts';

test('loses and doubles nothing over 300 kills of 8 writers', { timeout: 30 * 60_000 }, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'emulator-kill-'));
  try {
    const outcome = await runKillScenario({ folder, kills: 300, writers: 8, documents: 50 });
    expect(outcome.kills).toBe(300);
    expect(outcome.acknowledged).toBeGreaterThan(10_000);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
