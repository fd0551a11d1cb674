import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import { projectRoot } from '../../scripts/lib/run-step.ts';
import { readStatus } from './hub.ts';

const readySchema = z.object({
  pid: z.number(),
  urls: z.object({ app: z.string(), hub: z.string() }),
  twilio: z.object({ accountSid: z.string(), authToken: z.string() }),
});

export interface NpmStack extends z.infer<typeof readySchema> {
  /** The process of npm, above all others. */
  npmPid: number;
  functionsPid: number;
  /** From the command until everything answers. */
  readyAfterMs: number;
  /** Stops everything and waits until npm has ended. */
  stop(): Promise<void>;
}

/** Starts a stack through npm and the starter, as `npm start` does, over a data folder of the benchmark's own. */
export async function startNpm(dataFolder: string): Promise<NpmStack> {
  const startedAt = performance.now();
  const npm = spawn('npm', ['run', '--silent', 'bench', '--', 'serve', dataFolder], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(npm, 'exit');
  for await (const line of createInterface({ input: npm.stdout })) {
    if (!line.startsWith('{')) continue;
    const readyAfterMs = performance.now() - startedAt;
    const ready = readySchema.parse(JSON.parse(line));
    const { functionsPid } = await readStatus(ready.urls.hub);
    npm.stdout.resume();
    return {
      ...ready,
      npmPid: npm.pid ?? 0, // it runs: it has printed a line
      functionsPid,
      readyAfterMs,
      async stop() {
        process.kill(ready.pid, 'SIGTERM');
        await exited;
      },
    };
  }
  throw new Error('The stack ended before it was ready; what it said stands above.');
}
