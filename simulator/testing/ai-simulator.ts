import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { AiRequest } from '../src/ai/state.ts';
import { startSimulator, type Simulator } from '../src/simulator.ts';
import { control } from './control.ts';

/** The look-alikes of the AIs for the tests of one file, who find them as new. */
export interface AiSimulator {
  readonly url: string;
  /** Asks the interface of the AIs; throws unless it agrees. */
  control: (
    method: 'GET' | 'PUT' | 'POST' | 'DELETE',
    path?: '' | 'trouble' | 'requests' | 'reset',
    body?: unknown,
  ) => Promise<unknown>;
  /** What goes wrong from now on. */
  trouble: (trouble: object) => Promise<unknown>;
  /** What the providers received, oldest first. */
  requests: () => Promise<AiRequest[]>;
}

/** Starts a simulator before the tests of a file, forgets before each of them, and stops it after the last. */
export function useAiSimulator(): AiSimulator {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startSimulator({
      port: 0,
      dataFolder: null,
      publicBaseUrl: 'https://company.example.test',
      accounts: [],
    });
  });
  afterAll(() => simulator.close());

  const ask: AiSimulator['control'] = (method, path = '', body) =>
    control(simulator, method, path === '' ? 'ai' : `ai/${path}`, body);
  beforeEach(() => ask('POST', 'reset', {}));
  return {
    get url() {
      return simulator.url;
    },
    control: ask,
    trouble: (trouble) => ask('POST', 'trouble', trouble),
    requests: async () => ((await ask('GET', 'requests')) as { requests: AiRequest[] }).requests, // as the interface answers
  };
}
