import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { childMessages } from './child-messages.ts';
import { readStatus } from './hub.ts';

/** Where a running stack answers and what a benchmark needs to use it. */
export interface StackInfo {
  projectId: string;
  /** Makes the official SDKs use the stack. */
  env: Record<string, string>;
  urls: { app: string; functions: string; auth: string; hub: string; simulator: string };
  ports: { firestore: number; auth: number };
  setupToken: string;
  /** The account of the simulated provider. */
  twilio: { accountSid: string; authToken: string };
}

export interface StackProcess extends StackInfo {
  /** The process of the emulators and the simulator. */
  pid: number;
  /** The process that runs the functions: what is the product's own server. */
  functionsPid: number;
  /** Stops everything and waits until it is gone. */
  stop(): Promise<void>;
}

const CHILD = fileURLToPath(new URL('./stack-child.ts', import.meta.url));

/**
 * Starts the stack in its own process, in memory, on free ports, without seeds.
 * @throws where it does not start; what it said is on stderr
 */
export async function startStackProcess(): Promise<StackProcess> {
  const child = fork(CHILD, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const exited = once(child, 'exit');
  const info = await childMessages<StackInfo>(child).next();
  const { functionsPid } = await readStatus(info.urls.hub);
  return {
    ...info,
    pid: child.pid ?? 0, // it runs: it has sent a message
    functionsPid,
    async stop() {
      if (child.connected) child.disconnect();
      await exited;
    },
  };
}
