import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CompletionResult } from '../ai/provider.ts';
import type { AiSettings } from '#contracts/collections/automation.ts';
import type { Message } from '#contracts/collections/message.ts';
import { paths } from '#contracts/collections/paths.ts';
import { bucket, db } from '../platform/admin.ts';
import { setClock } from '../platform/clock.ts';
import { aiAgent, assistant } from '../testing/assistants.ts';
import { answered, scriptedProvider } from '../testing/scripted-provider.ts';
import { createDemoCompany, type DemoCompany } from '../testing/demo-company.ts';
import { outboundMessage } from '../testing/factories.ts';
import { startStack, type Stack } from '../testing/stack.ts';
import { readHistory, readMediaFile } from './agent/agent-store.ts';
import { readDialogue } from './agent/lines.ts';
import { tryAssistant } from './try-assistant.ts';

/** 23:30 on the 20th in Mexico, the 21st in London. */
const AT = Date.UTC(2026, 10, 21, 5, 30);
const COMPANY = 'acme';
const TURNS = [{ from: 'customer' as const, text: 'How much?' }];
const SETTINGS: AiSettings = {
  keys: { gemini: null, openai: null },
  allowedHosts: [],
  budget: { tokensPerDay: 1000, answersPerDay: 10 },
};
const ADA = assistant('ai', { ai: aiAgent({ handOver: { onNoAnswer: false } }) });
let stack: Stack;
let company: DemoCompany;

beforeAll(async () => {
  stack = await startStack();
  company = await createDemoCompany(COMPANY);
  await db().doc(paths.company(COMPANY)).update({ timeZone: 'America/Mexico_City' });
  await db().doc(paths.assistant(COMPANY, 'a1')).set(ADA);
});
afterAll(() => stack.stop());

async function attempt(
  result: CompletionResult | null,
  change: { assistantId?: string; turns?: typeof TURNS } = {},
) {
  const restoreClock = setClock(() => AT);
  const provider = result === null ? null : scriptedProvider(result);
  try {
    const found = { documentId: 'd1', documentName: 'Prices', text: 'Shoes cost 10.', distance: 0.1 };
    return await tryAssistant(
      {
        openProvider: () => Promise.resolve(provider),
        findPassages: () => Promise.resolve({ passages: [found], inputTokens: 5, hasFailed: false }),
        readHistory: () => Promise.reject(new Error('a trial has no conversation')),
        readSettings: () => Promise.resolve(SETTINGS),
        readMediaFile: () => Promise.reject(new Error('a trial has no files')),
        wait: () => Promise.resolve(),
      },
      { companyId: COMPANY, input: { assistantId: 'a1', turns: TURNS, ...change } },
    );
  } finally {
    restoreClock();
  }
}

const usageRef = () => db().doc(paths.usage(COMPANY, '2026-11-20'));

describe('trying an assistant', () => {
  beforeEach(async () => {
    await usageRef().delete();
  });

  it('answers, names its sources, and stores nothing but what the day has used', async () => {
    const yes = answered({ outcome: 'answer', answer: 'Ten.', isAngry: false });
    expect(await attempt(yes)).toEqual({
      text: 'Ten.',
      handOver: null,
      sources: ['Prices'],
      inputTokens: 105,
      outputTokens: 10,
      latencyMs: 0,
    });
    await attempt(yes);
    expect((await usageRef().get()).data()).toEqual({
      day: '2026-11-20',
      tokens: 230,
      answers: 0,
      costMicros: 290,
    });
    for (const collection of [paths.runs(COMPANY), paths.unanswered(COMPANY), paths.conversations(COMPANY)])
      expect((await db().collection(collection).get()).size).toBe(0);
  });

  it('says where a customer would be handed over', async () => {
    const angry = answered({ outcome: 'answer', answer: 'I see.', isAngry: true });
    expect(await attempt(angry)).toMatchObject({ text: 'I see.', handOver: 'anger' });
  });

  it.each<[string, CompletionResult | null, string]>([
    ['no key', null, 'key-missing'],
    [
      'a refused key',
      { outcome: 'failed', failure: 'key-refused', retryAfterMs: null, inputTokens: 0, outputTokens: 0 },
      'key-refused',
    ],
    [
      'a silent provider',
      { outcome: 'failed', failure: 'unavailable', retryAfterMs: null, inputTokens: 0, outputTokens: 0 },
      'ai-unavailable',
    ],
  ])('refuses for %s', async (_name, result, reason) => {
    await expect(attempt(result)).rejects.toMatchObject({ details: { reason } });
  });

  it('refuses what is no agent, and a trial that the customer does not end', async () => {
    const yes = answered({ outcome: 'answer', answer: 'Ten.', isAngry: false });
    await expect(attempt(yes, { assistantId: 'gone' })).rejects.toMatchObject({
      details: { reason: 'not-found' },
    });
    const turns = [...TURNS, { from: 'assistant', text: 'Ten.' }] as unknown as typeof TURNS; // as the contract allows
    await expect(attempt(yes, { turns })).rejects.toMatchObject({
      details: { reason: 'invalid-input', field: 'turns' },
    });
    expect((await usageRef().get()).exists).toBe(false);
  });

  it('refuses once the budget is spent, also after a failure that cost tokens', async () => {
    const costly = {
      outcome: 'failed',
      failure: 'key-refused',
      retryAfterMs: null,
      inputTokens: 995,
      outputTokens: 0,
    } as const;
    await expect(attempt(costly)).rejects.toMatchObject({ details: { reason: 'key-refused' } });
    const yes = answered({ outcome: 'answer', answer: 'Ten.', isAngry: false });
    await expect(attempt(yes)).rejects.toMatchObject({ details: { reason: 'ai-budget-spent' } });
  });

  it('is for admins, of their own company', async () => {
    const input = { assistantId: 'a1', turns: TURNS };
    const agent = await stack.signIn(company.members.agent);
    expect(await stack.call('tryAssistant', input, agent)).toMatchObject({
      details: { reason: 'role-not-allowed' },
    });
    const admin = await stack.signIn(company.members.admin);
    expect(await stack.call('tryAssistant', input, admin)).toMatchObject({
      details: { reason: 'key-missing' },
    });
    await db().doc(paths.assistant('globex', 'theirs')).set(ADA);
    expect(await stack.call('tryAssistant', { ...input, assistantId: 'theirs' }, admin)).toMatchObject({
      details: { reason: 'not-found' },
    });
  });
});

describe('what an agent reads of a conversation', () => {
  it('costs at most 20 reads, is the newest of that conversation alone, and holds no note once it is a dialogue', async () => {
    const write = (conversationId: string, index: number, change: Partial<Message>) =>
      db()
        .doc(paths.message(COMPANY, conversationId, `${conversationId}-${index}`))
        .set(outboundMessage({ conversationId, providerAt: 1000 + index, text: `t${index}`, ...change }));
    for (let index = 0; index < 25; index += 1) await write('c1', index, {});
    await write('c1', 20, { direction: 'note', public: false, text: 'between colleagues' });
    await write('c1', 24, { direction: 'inbound', status: null });
    await write('c2', 99, { text: 'another customer' });
    let read: (Message & { id: string })[] = [];
    const billed = await stack.bill(async () => {
      read = await readHistory(COMPANY, 'c1');
    });
    expect(billed).toEqual({ reads: 20, writes: 0, deletes: 0, invocations: 0 });
    const [question] = read;
    if (question === undefined) throw new Error('nothing was read');
    const { earlier, waiting } = readDialogue(read, question, question.id);
    const texts = [...earlier, ...waiting].map(({ text }) => text);
    const said = Array.from({ length: 20 }, (_, index) => `t${index + 5}`).filter((text) => text !== 't20');
    expect(texts).toEqual(said);
  });

  it('holds a file whole, or nothing where it is gone', async () => {
    const path = `companies/${COMPANY}/media/c1/m/0`;
    await bucket().file(path).save('picture', { resumable: false, contentType: 'image/png' });
    expect((await readMediaFile(path))?.toString()).toBe('picture');
    expect(await readMediaFile(`${path}-gone`)).toBeNull();
  });
});
