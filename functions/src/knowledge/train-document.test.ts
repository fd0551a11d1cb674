import type { Query } from 'firebase-admin/firestore';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { knowledgeChunkSchema } from '#contracts/collections/knowledge.ts';
import { paths } from '#contracts/collections/paths.ts';
import { takeUpEntry } from '../outbox/run-entry.ts';
import { db } from '../platform/admin.ts';
import { setClock } from '../platform/clock.ts';
import { randomId } from '../platform/ids.ts';
import { createDemoCompany } from '../testing/demo-company.ts';
import {
  createAiAgent,
  documentOf,
  pendingTrainings,
  runTraining,
  runTrainings,
  wordProvider,
  type WordProvider,
} from '../testing/knowledge.ts';
import { startStack, type Stack } from '../testing/stack.ts';
import { chunksOf } from './chunk-store.ts';

let stack: Stack;
let admin: string;
let provider: WordProvider;
let agentId: string;
let agents = 0;

beforeAll(async () => {
  stack = await startStack();
  stack.emulators.control.setBackgroundTriggers(false);
  admin = await stack.signIn((await createDemoCompany('acme')).members.admin);
});
afterAll(() => stack.stop());
beforeEach(async () => {
  agents += 1;
  agentId = `agent-${agents}`;
  await createAiAgent('acme', agentId);
  provider = wordProvider();
});

/** As many sections as passages. */
function textOf(passages: number, word = 'old'): string {
  return Array.from({ length: passages }, (_, index) => `# Part ${index}\n\n${word} text ${index}`).join(
    '\n\n',
  );
}

async function save(text: string, documentId: string | null = null): Promise<string> {
  const which = { documentId: documentId ?? randomId(), isNew: documentId === null };
  const input = { assistantId: agentId, ...which, name: 'Handbook', questionId: null };
  const source = { type: 'text' as const, text };
  const result = await stack.call('saveKnowledge', { ...input, source }, admin);
  if (!result.ok) throw new Error(`not saved: ${result.details?.reason}`);
  return result.data.documentId;
}

/** Vectors are most of what a passage weighs. */
function withoutVectors(query: Query): Query {
  return query.select('documentId', 'documentName', 'generation', 'provider', 'isLive', 'position', 'text');
}

async function chunks() {
  const found = await withoutVectors(chunksOf('acme', agentId)).get();
  return found.docs.map((snapshot) => knowledgeChunkSchema.parse(snapshot.data()));
}

/** What a search can find, by its word and generation. */
async function live(): Promise<string[]> {
  const texts = (await chunks())
    .filter(({ isLive }) => isLive)
    .map(({ text, generation }) => `${generation} ${/old|new/.exec(text)?.[0]} ${text.split(' ').at(-1)}`);
  return texts.toSorted();
}

async function statuses(): Promise<unknown[]> {
  const assistant = await db().doc(paths.assistant('acme', agentId)).get();
  const settings = await db().doc(paths.automation('acme')).get();
  return [assistant.get('status'), settings.get(`assistants.${agentId}.status`), settings.get('epoch')];
}

async function onlyEntry(): Promise<string> {
  const [path, ...more] = await pendingTrainings('acme');
  if (path === undefined || more.length > 0) throw new Error('there is not exactly one training');
  return path;
}

/** A batch of this training ends as a process does that is killed. */
const killed = (): Promise<void> => Promise.reject(new Error('killed'));

describe('a training', () => {
  it('shows its progress, in the document and in the assistant', async () => {
    const documentId = await save(textOf(250));
    expect(await statuses()).toEqual(['training', 'training', 7]);
    const seen: unknown[] = [];
    const look = async () => {
      const document = await documentOf('acme', agentId, documentId);
      seen.push([document?.status, document?.trainedCount, document?.chunkCount]);
    };
    provider.troubles.push(look, look, look);
    await runTrainings('acme', provider);
    expect(seen).toEqual([
      ['training', 0, 250],
      ['training', 100, 250],
      ['training', 200, 250],
    ]);
    expect(provider.requests.map(({ length }) => length)).toEqual([100, 100, 50]);
    const done = { status: 'active', trainedCount: 250, chunkCount: 250 };
    expect(await documentOf('acme', agentId, documentId)).toMatchObject(done);
    expect(await live()).toHaveLength(250);
    expect(await statuses()).toEqual(['active', 'active', 7]);
  });

  it('continues behind the last batch after a crash, and embeds none twice', async () => {
    const documentId = await save(textOf(250));
    provider.troubles.push(() => Promise.resolve(), killed);
    await expect(runTraining(await onlyEntry(), provider)).rejects.toThrow('killed');
    const broken = { status: 'training', trainedCount: 100 };
    expect(await documentOf('acme', agentId, documentId)).toMatchObject(broken);
    expect(await live()).toEqual([]);
    await runTrainings('acme', provider);
    expect(provider.requests.flat()).toHaveLength(100 + 100 + 150);
    expect(new Set(provider.requests.flat()).size).toBe(250);
    expect(await chunks()).toHaveLength(250);
    expect(await live()).toHaveLength(250);
  });

  it('passes the rest on when its time is up', async () => {
    await save(textOf(250));
    const first = await onlyEntry();
    let ahead = 0;
    const restore = setClock(() => Date.now() + ahead);
    try {
      provider.troubles.push(() => Promise.resolve(void (ahead = 600_000)));
      expect(await runTraining(first, provider)).toEqual({ outcome: 'done' });
      const second = await onlyEntry();
      expect(second).not.toBe(first);
      await runTraining(second, provider);
    } finally {
      restore();
    }
    expect(provider.requests.flat()).toHaveLength(250);
    expect(await live()).toHaveLength(250);
  });

  it('does nothing when it is repeated, or done by two at once', async () => {
    const documentId = await save(textOf(120));
    const path = await onlyEntry();
    await Promise.all([runTraining(path, provider), runTraining(path, provider)]);
    expect(await chunks()).toHaveLength(120);
    expect(await live()).toHaveLength(120);
    const before = await documentOf('acme', agentId, documentId);
    const asked = provider.requests.length;
    expect(await stack.bill(() => runTraining(path, provider))).toMatchObject({ writes: 0, deletes: 0 });
    expect(provider.requests).toHaveLength(asked);
    expect(await documentOf('acme', agentId, documentId)).toEqual(before);
  });
});

describe('a change', () => {
  it('keeps all of the old text until all of the new one is there', async () => {
    const documentId = await save(textOf(3, 'old'));
    await runTrainings('acme', provider);
    await save(textOf(230, 'new'), documentId);
    const seen: string[][] = [];
    const stop = withoutVectors(chunksOf('acme', agentId).where('isLive', '==', true)).onSnapshot(
      ({ docs }) => seen.push(docs.map((snapshot) => String(snapshot.get('text')))),
    );
    await expect.poll(() => seen.length).toBe(1);
    await runTrainings('acme', provider);
    await expect.poll(() => seen.at(-1)?.filter((text) => text.includes('new')).length).toBe(230);
    await expect.poll(() => seen.at(-1)?.length).toBe(230);
    stop();
    expect(seen[0]).toHaveLength(3);
    for (const found of seen) {
      const isOld = found.filter((text) => text.includes('old')).length === 3;
      const isNew = found.filter((text) => text.includes('new')).length === 230;
      expect(isOld || isNew).toBe(true);
    }
    expect(await chunks()).toHaveLength(230);
  });

  it('that comes during a training ends the older one without effect', async () => {
    const documentId = await save(textOf(150, 'old'));
    const older = await onlyEntry();
    provider.troubles.push(
      () => Promise.resolve(),
      async () => void (await save(textOf(2, 'new'), documentId)),
    );
    expect(await runTraining(older, provider)).toEqual({ outcome: 'done' });
    const waiting = { status: 'training', generation: 2, trainedCount: 0 };
    expect(await documentOf('acme', agentId, documentId)).toMatchObject(waiting);
    expect(await live()).toEqual([]);
    expect(await statuses()).toEqual(['training', 'training', 7]);
    await runTrainings('acme', provider);
    expect(await live()).toEqual(['2 new 0', '2 new 1']);
    expect(await chunks()).toHaveLength(2);
    expect(await statuses()).toEqual(['active', 'active', 7]);
  });

  it('that deletes the document during its training leaves nothing', async () => {
    const documentId = await save(textOf(150));
    const older = await onlyEntry();
    provider.troubles.push(
      () => Promise.resolve(),
      async () => void (await stack.call('deleteKnowledge', { assistantId: agentId, documentId }, admin)),
    );
    await runTraining(older, provider);
    await runTrainings('acme', provider);
    expect(await chunks()).toEqual([]);
    expect(await documentOf('acme', agentId, documentId)).toBeNull();
    expect(await statuses()).toEqual(['active', 'active', 7]);
  });
});

describe('trouble', () => {
  const failed = (failure: 'rate-limited' | 'unavailable' | 'key-refused', retryAfterMs: number | null = 1) =>
    ({ outcome: 'failed', failure, retryAfterMs }) as const;

  it('that passes is waited for within the run', async () => {
    await save(textOf(3));
    provider.troubles.push(failed('rate-limited'), failed('unavailable'));
    await runTrainings('acme', provider);
    expect(provider.requests).toHaveLength(3);
    expect(await live()).toHaveLength(3);
  });

  it('that lasts is tried again later, and keeps the old passages in the end', async () => {
    const documentId = await save(textOf(2, 'old'));
    await runTrainings('acme', provider);
    await save(textOf(120, 'new'), documentId);
    const path = await onlyEntry();
    provider.troubles.push(() => Promise.resolve(), failed('rate-limited', 600_000));
    expect(await runTraining(path, provider)).toEqual({ outcome: 'failed', reason: 'rate-limited' });
    expect(await documentOf('acme', agentId, documentId)).toMatchObject({ status: 'training' });
    provider.troubles.push(failed('rate-limited', 600_000));
    await runTraining(path, provider, true);
    const end = { status: 'failed', problem: 'ai-unavailable' };
    expect(await documentOf('acme', agentId, documentId)).toMatchObject(end);
    expect(await live()).toEqual(['1 old 0', '1 old 1']);
    expect(await chunks()).toHaveLength(2);
    expect(await statuses()).toEqual(['active', 'active', 7]);
    // The outbox marks the last attempt as dead; a replay of it finds a training that ended.
    expect(await runTraining(path, provider)).toEqual({ outcome: 'done' });
  });

  it.each<[string, () => WordProvider | null, string]>([
    ['a missing key', () => null, 'key-missing'],
    ['a refused key', () => (provider.troubles.push(failed('key-refused')), provider), 'key-refused'],
  ])('of %s fails at once, until somebody trains again', async (_, opened, problem) => {
    const documentId = await save(textOf(2));
    await runTraining(await onlyEntry(), opened());
    expect(await documentOf('acme', agentId, documentId)).toMatchObject({ status: 'failed', problem });
    expect(await pendingTrainings('acme')).toEqual([]);
    expect(await stack.call('trainAssistant', { assistantId: agentId }, admin)).toEqual({
      ok: true,
      data: {},
    });
    expect(await statuses()).toEqual(['training', 'training', 7]);
    // While it runs, asking again adds nothing.
    await stack.call('trainAssistant', { assistantId: agentId }, admin);
    await onlyEntry();
    await runTrainings('acme', provider);
    const done = { status: 'active', problem: null, generation: 2 };
    expect(await documentOf('acme', agentId, documentId)).toMatchObject(done);
  });

  it('that kills the last run ends as failed all the same', async () => {
    const documentId = await save(textOf(2));
    const path = await onlyEntry();
    await db().doc(path).update({ attempts: 4, isTakenUp: true, nextAttemptAt: 1 });
    await takeUpEntry(path);
    const end = { status: 'failed', problem: 'internal' };
    expect(await documentOf('acme', agentId, documentId)).toMatchObject(end);
    expect(await statuses()).toEqual(['active', 'active', 7]);
    expect((await db().doc(path).get()).data()).toMatchObject({ state: 'dead', lastError: 'cut-short' });
  });

  it('of our own ends as failed with the last attempt', async () => {
    const documentId = await save(textOf(2));
    const path = await onlyEntry();
    provider.troubles.push(killed);
    await expect(runTraining(path, provider, true)).rejects.toThrow('killed');
    const end = { status: 'failed', problem: 'internal' };
    expect(await documentOf('acme', agentId, documentId)).toMatchObject(end);
    await db().doc(path).update({ state: 'dead' });
  });
});
