import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AuthService, createAuthService } from '../auth/index.ts';
import { createHubService } from '../hub/hub-service.ts';
import type { OpenServer } from '../net/open-server.ts';
import { systemClock } from '../shared/clock.ts';
import { startTestFirestore, type TestFirestore } from './firestore-harness.ts';
import { describeDifferences, KNOWN_DIFFERENCES, PROJECT, type Refusal } from './known-differences.ts';
import { startTestStorage, type TestStorage } from './storage-harness.ts';

let firestore: TestFirestore;
let auth: AuthService;
let storage: TestStorage;
let hub: OpenServer;

beforeAll(async () => {
  firestore = await startTestFirestore();
  auth = await createAuthService({
    clock: systemClock,
    folder: null,
    host: '127.0.0.1',
    port: 0,
    projectId: PROJECT,
  });
  storage = await startTestStorage();
  hub = await createHubService({ port: 0, control: NO_CONTROL });
});

afterAll(async () => {
  await Promise.all([firestore.close(), auth.close(), storage.close(), hub.close()]);
});

/** What is refused asks nothing of the emulator. */
const unused = (): never => {
  throw new Error('A refused request must not reach the controls.');
};
const NO_CONTROL = {
  services: unused,
  status: unused,
  meterRows: unused,
  resetMeter: unused,
  setBackgroundTriggers: unused,
  changeClock: unused,
  runSchedule: unused,
};

function baseOf(service: Refusal['service']): string {
  switch (service) {
    case 'Firestore':
      return firestore.url;
    case 'Auth':
      return `http://127.0.0.1:${auth.port}`;
    case 'Storage':
      return storage.url;
    case 'Hub':
      return `http://127.0.0.1:${hub.port}`;
    case 'Rules':
    case 'Functions':
    case 'Hosting':
      throw new Error(`${service} refuses nothing by a request: list a deviation.`);
  }
}

describe('what is not offered', () => {
  const refusals = KNOWN_DIFFERENCES.filter((difference) => difference.kind === 'refused');
  const cases = refusals.flatMap(({ service, what, refused }) =>
    refused.map((request) => ({ service, what, ...request })),
  );

  it.each(cases)('$service: $what says so: $method $path', async ({ service, name, method, path, body }) => {
    const response = await fetch(baseOf(service) + path, {
      method,
      headers: { authorization: 'Bearer owner' },
      ...(method === 'POST' && { body: JSON.stringify(body ?? {}) }),
    });
    const answer: unknown = await response.json();
    // A streaming call is a list of messages, and so is its failure.
    const failure: unknown = Array.isArray(answer) ? answer[0] : answer;
    expect(response.status).toBe(501);
    expect(failure).toMatchObject({ error: { code: 501, message: expect.stringContaining(name) } });
    expect(JSON.stringify(failure)).toMatch(/UNIMPLEMENTED/);
  });
});

describe('the README', () => {
  it('lists what differs, in these words', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const [, section = ''] = /\n## What differs from production\n(.*?)(?=\n## |$)/s.exec(readme) ?? [];
    // Lines may be broken anywhere.
    const flat = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
    expect(flat(section)).toBe(flat(describeDifferences()));
  });
});
