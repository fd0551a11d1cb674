import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { childMessages } from './child-messages.ts';
import type { LoadJob, LoadResult } from './webhook-load.ts';

const CHILD = fileURLToPath(new URL('./webhook-load.ts', import.meta.url));

/** Sends webhooks from a process of its own. */
export interface LoadProcess {
  /** @throws where an answer is not 200: a figure of failures would be worth nothing */
  send(job: LoadJob): Promise<LoadResult>;
  stop(): void;
}

export function startLoadProcess(): LoadProcess {
  const child = fork(CHILD, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const answers = childMessages<LoadResult>(child);
  return {
    async send(job) {
      const answer = answers.next();
      child.send(job);
      const result = await answer;
      if (result.statuses['200'] !== job.requests) {
        throw new Error(`Not every webhook was taken: ${JSON.stringify(result.statuses)}`);
      }
      return result;
    },
    stop: () => child.disconnect(),
  };
}
