import { randomUUID } from 'node:crypto';
import { FieldValue } from 'firebase-admin/firestore';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditEntrySchema } from '#contracts/collections/audit.ts';
import { assistantSchema } from '#contracts/collections/assistant.ts';
import { aiSettingsSchema, automationSchema } from '#contracts/collections/automation.ts';
import { paths } from '#contracts/collections/paths.ts';
import { LIMITS } from '#contracts/limits.ts';
import { bucket, db } from '../platform/admin.ts';
import { randomId } from '../platform/ids.ts';
import { aiAgent, greetingBot } from '../testing/assistants.ts';
import { createDemoCompany, QUEUE_ID, type DemoCompany } from '../testing/demo-company.ts';
import { eventually } from '../testing/inbox.ts';
import { startStack, type Stack } from '../testing/stack.ts';

let stack: Stack;
let company: DemoCompany;
let channelId: string;
let admin: string;
let supervisor: string;

beforeAll(async () => {
  stack = await startStack();
  company = await createDemoCompany('acme');
  ({ channelId } = company.channels.twilio_whatsapp);
  admin = await stack.signIn(company.members.admin);
  supervisor = await stack.signIn(company.members.supervisor);
});
afterAll(() => stack.stop());

const settings = async () => automationSchema.parse((await db().doc(paths.automation('acme')).get()).data());

const ann = (name: string) => ({
  type: 'ai' as const,
  name,
  description: '',
  calendarId: null,
  ai: aiAgent(),
});
const bob = (name: string, bot = greetingBot()) => ({
  type: 'chatbot' as const,
  name,
  description: '',
  calendarId: null,
  bot,
});

async function create(of: ReturnType<typeof ann> | ReturnType<typeof bob>): Promise<string> {
  const input = { assistantId: randomId(), isNew: true, settings: of };
  const saved = await stack.call('saveAssistant', input, admin);
  if (!saved.ok) throw new Error(`not saved: ${saved.details?.reason ?? ''}`);
  return saved.data.assistantId;
}

async function assistantOf(id: string) {
  return assistantSchema.parse((await db().doc(paths.assistant('acme', id)).get()).data());
}

describe('an assistant', () => {
  it('is created inactive, keeps its version until it says something else, and stands in the settings', async () => {
    const id = await create(ann('Ann'));
    expect(await assistantOf(id)).toMatchObject({ status: 'inactive', promptVersion: 1, archived: false });
    expect((await settings()).assistants[id]).toEqual({
      name: 'Ann',
      type: 'ai',
      status: 'inactive',
      calendarId: null,
    });
    const save = async (change: Partial<ReturnType<typeof ann>>) => {
      const { revision: expectedRevision } = await assistantOf(id);
      const changed = { ...ann('Ann'), ...change };
      const input = { assistantId: id, isNew: false, expectedRevision, settings: changed };
      return stack.call('saveAssistant', input, admin);
    };
    await save({});
    await save({ name: 'Anna' });
    expect(await assistantOf(id)).toMatchObject({ name: 'Anna', promptVersion: 1 });
    await save({ name: 'Anna', ai: aiAgent({ systemPrompt: 'You help much.' }) });
    const examples = [{ question: '', answer: ' ' }];
    await save({ name: 'Anna', ai: aiAgent({ systemPrompt: 'You help much.', examples }) });
    expect(await assistantOf(id)).toMatchObject({ promptVersion: 2 });
    expect((await settings()).assistants[id]?.name).toBe('Anna');
    const audit = await db().collection(paths.audit('acme')).where('target.id', '==', id).get();
    expect(audit.size).toBe(3); // created, renamed, changed
    expect(
      audit.docs
        .map((row) => auditEntrySchema.parse(row.data()))
        .find(({ after }) => after['promptVersion'] === 2),
    ).toMatchObject({ action: 'assistant.saved', before: { promptVersion: 1 }, by: { uid: 'acme-admin' } });
  });

  it('is not overwritten by who began before somebody else saved, and a repeat is answered', async () => {
    const id = await create(ann('Two write'));
    const save = async (systemPrompt: string, expectedRevision: number) => {
      const changed = { ...ann('Two write'), ai: aiAgent({ systemPrompt }) };
      const input = { assistantId: id, isNew: false, expectedRevision, settings: changed };
      const result = await stack.call('saveAssistant', input, admin);
      return result.ok ? result.data.revision : result.details?.reason;
    };
    const prompt = async () => {
      const assistant = await assistantOf(id);
      return assistant.type === 'ai' ? assistant.ai.systemPrompt : '';
    };
    expect(await save('By A.', 1)).toBe(2);
    expect(await save('By B.', 1)).toBe('changed-meanwhile');
    expect(await prompt()).toBe('By A.');
    expect(await save('By A.', 1)).toBe(2);
    await stack.call('setAssistantStatus', { assistantId: id, status: 'active' }, admin);
    expect(await save('By B, who has looked.', 2)).toBe(3);
    const atOnce = await Promise.all(['By A again.', 'By B again.'].map((said) => save(said, 3)));
    expect(new Set(atOnce)).toEqual(new Set([4, 'changed-meanwhile']));
    const audit = await db().collection(paths.audit('acme')).where('target.id', '==', id).get();
    expect(audit.size).toBe(5); // created, switched on and three saves
  });

  it('that was stored without a revision has the first', async () => {
    const id = await create(ann('Old one'));
    await db().doc(paths.assistant('acme', id)).update({ revision: FieldValue.delete() });
    const input = { assistantId: id, isNew: false, expectedRevision: 1, settings: ann('Older one') };
    expect(await stack.call('saveAssistant', input, admin)).toMatchObject({ data: { revision: 2 } });
  });

  it('is refused with a name that is taken, another type, or what the company does not have', async () => {
    const id = await create(bob('Bob'));
    const refused = async (
      assistantId: string | null,
      of: ReturnType<typeof ann> | ReturnType<typeof bob>,
    ) => {
      const input = { assistantId: assistantId ?? randomId(), isNew: assistantId === null, settings: of };
      const result = await stack.call('saveAssistant', input, admin);
      return result.ok ? 'saved' : [result.details?.reason, result.details?.field];
    };
    const { steps } = greetingBot();
    const step = (change: object) =>
      bob('Other', greetingBot({ steps: { ...steps, hello: { ...steps['hello'], ...change } as never } }));
    const file = { name: 'a', mimeType: 'image/png', kind: 'image', size: 1 };
    expect(await refused(null, bob('bób'))).toEqual(['name-taken', 'settings.name']);
    const half = aiAgent({ examples: [{ question: 'Hi', answer: ' ' }] });
    expect(await refused(null, { ...ann('Half'), ai: half })).toEqual([
      'invalid-input',
      'settings.ai.examples',
    ]);
    expect(await refused(id, ann('Bob'))).toEqual(['invalid-input', 'settings.type']);
    expect(await refused(null, { ...bob('Other'), calendarId: 'none' } as never)).toEqual([
      'not-found',
      'settings.calendarId',
    ]);
    const media = { ...file, path: 'companies/globex/media/bots/x/0' };
    expect(await refused(null, step({ media }))).toEqual(['not-found', 'settings.bot.steps.hello.media']);
    const climbing = { ...file, path: 'companies/acme/media/bots/../../../globex/media/x/0' };
    expect(await refused(null, step({ media: climbing }))).toEqual([
      'not-found',
      'settings.bot.steps.hello.media',
    ]);
    expect(
      await stack.call(
        'saveAssistant',
        { assistantId: randomId(), isNew: true, settings: ann('X') },
        supervisor,
      ),
    ).toMatchObject({ details: { reason: 'role-not-allowed' } });
  });

  it('is put on a channel as what it is, and cannot be archived there', async () => {
    const id = await create(ann('Cleo'));
    const put = (type: 'ai' | 'chatbot', assistantId: string | null) =>
      stack.call('setChannelAssistant', { channelId, type, assistantId }, admin);
    expect(await put('chatbot', id)).toMatchObject({
      details: { reason: 'not-found', field: 'assistantId' },
    });
    const { epoch } = await settings();
    expect(await put('ai', id)).toMatchObject({ ok: true });
    expect(await settings()).toMatchObject({
      epoch: epoch + 1,
      channels: { [channelId]: { ai: id, chatbot: null } },
    });
    const archive = (archived: boolean) =>
      stack.call('archiveAssistant', { assistantId: id, archived }, admin);
    expect(await archive(true)).toMatchObject({ details: { reason: 'assistant-in-use' } });
    await put('ai', null);
    expect(await archive(true)).toMatchObject({ ok: true });
    expect((await settings()).assistants[id]).toBeUndefined();
    expect(
      await stack.call('setAssistantStatus', { assistantId: id, status: 'active' }, admin),
    ).toMatchObject({
      details: { reason: 'assistant-archived' },
    });
    const other = await create(ann('Cleo'));
    expect(await archive(false)).toMatchObject({ details: { reason: 'name-taken' } });
    await stack.call('archiveAssistant', { assistantId: other, archived: true }, admin);
    expect(await archive(false)).toMatchObject({ ok: true });
    expect((await settings()).assistants[id]).toMatchObject({ status: 'inactive' });
  });

  it('that is switched off stays so while it learns, and is saved meanwhile without losing what it was', async () => {
    const training = (statusBefore: 'active' | 'inactive') => ({
      status: 'training',
      training: { documentIds: ['d1'], statusBefore },
    });
    for (const statusBefore of ['active', 'inactive'] as const) {
      const id = await create(ann(`Learning ${statusBefore}`));
      await db().doc(paths.assistant('acme', id)).update(training(statusBefore));
      const saved = { assistantId: id, isNew: false, settings: ann(`Learned ${statusBefore}`) };
      expect(await stack.call('saveAssistant', saved, admin)).toMatchObject({ ok: true });
      expect(await assistantOf(id)).toMatchObject(training(statusBefore));
      const listed = statusBefore === 'active' ? 'training' : 'inactive';
      expect((await settings()).assistants[id]?.status).toBe(listed);
    }
  });

  it('is copied, and goes out and comes in without what belongs to one company', async () => {
    const id = await create({
      ...ann('Dora'),
      ai: aiAgent({ handOver: { queueId: QUEUE_ID } }),
    });
    const copy = { assistantId: id, copyId: randomId(), name: 'Dora 2' };
    const copied = await stack.call('duplicateAssistant', copy, admin);
    expect(await assistantOf(copied.ok ? copied.data.assistantId : '')).toMatchObject({
      name: 'Dora 2',
      status: 'inactive',
      ai: { handOver: { queueId: QUEUE_ID } },
    });
    const exported = await stack.call('exportAssistant', { assistantId: id }, admin);
    if (!exported.ok) throw new Error('not exported');
    expect(exported.data).toMatchObject({ assistant: { name: 'Dora', ai: { handOver: { queueId: null } } } });
    const file = {
      ...exported.data,
      assistant: { ...exported.data.assistant, calendarId: 'of-somebody-else' },
    };
    const imported = await stack.call('importAssistant', { assistantId: randomId(), file }, admin);
    expect(await assistantOf(imported.ok ? imported.data.assistantId : '')).toMatchObject({
      name: 'Dora 3',
      calendarId: null,
      promptVersion: 1,
    });
  });

  it('of a rule bot sends files that were judged by their bytes and lie where only functions write', async () => {
    const upload = `uploads/acme/${company.members.admin}/${randomUUID()}`;
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABh6FO1AAAAABJRU5ErkJggg==',
      'base64',
    );
    await bucket().file(upload).save(png, { resumable: false, contentType: 'image/png' });
    const stored = await stack.call('storeBotMedia', { path: upload, name: 'hello.png' }, admin);
    if (!stored.ok) throw new Error(`not stored: ${stored.details?.reason ?? ''}`);
    expect(stored.data).toMatchObject({ kind: 'image', mimeType: 'image/png', size: png.length });
    expect((await bucket().file(stored.data.path).exists())[0]).toBe(true);
    expect((await bucket().file(upload).exists())[0]).toBe(false);
    const hello = { type: 'say' as const, text: '', media: stored.data, next: 'people' };
    await create(bob('Eve', greetingBot({ steps: { ...greetingBot().steps, hello } })));
  });

  it('is one of at most so many', async () => {
    const ref = db().doc(paths.automation('acme'));
    const before = await settings();
    const many = Object.fromEntries(
      Array.from({ length: LIMITS.assistants }, (_, index) => [
        `x${index}`,
        { name: `x${index}`, type: 'ai', status: 'inactive', calendarId: null },
      ]),
    );
    await ref.update({ assistants: many });
    expect(
      await stack.call(
        'saveAssistant',
        { assistantId: randomId(), isNew: true, settings: ann('One more') },
        admin,
      ),
    ).toMatchObject({
      details: { reason: 'limit-reached', values: { limit: LIMITS.assistants } },
    });
    await ref.set(before);
  });
});

describe('the mode', () => {
  it('of fifty switches at once is that of one, and the others are told', async () => {
    const { epoch } = await settings();
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        stack.call(
          'setAutomationMode',
          { mode: index % 2 === 0 ? 'ai' : 'chatbot', expectedEpoch: epoch },
          admin,
        ),
      ),
    );
    expect(results.filter(({ ok }) => ok)).toEqual([{ ok: true, data: { epoch: epoch + 1 } }]);
    const refusals = results.flatMap((result) => (result.ok ? [] : [result.details?.reason]));
    expect(new Set(refusals)).toEqual(new Set(['changed-meanwhile']));
    expect((await settings()).epoch).toBe(epoch + 1);
  });

  it('says who changed it or a channel last, whatever becomes of assistants', async () => {
    const assistantId = await create(bob('Timekeeper'));
    const { epoch, mode } = await settings();
    await stack.call(
      'setAutomationMode',
      { mode: mode === 'ai' ? 'chatbot' : 'ai', expectedEpoch: epoch },
      admin,
    );
    const changed = async () => {
      const { changedBy, changedAt } = await settings();
      return { changedBy, changedAt };
    };
    const { changedBy, changedAt } = await changed();
    expect(changedBy).toBe(company.members.admin);
    const activated = await stack.call('setAssistantStatus', { assistantId, status: 'active' }, admin);
    expect(activated).toMatchObject({ ok: true });
    expect(await changed()).toEqual({ changedBy, changedAt });
    await stack.call('setChannelAssistant', { channelId, type: 'chatbot', assistantId }, admin);
    expect((await changed()).changedAt).toBeGreaterThan(changedAt);
  });

  it('that is set again costs no epoch', async () => {
    const { mode, epoch } = await settings();
    expect(await stack.call('setAutomationMode', { mode, expectedEpoch: epoch }, admin)).toEqual({
      ok: true,
      data: { epoch },
    });
  });

  it('leaves its work behind, which is done', async () => {
    const { epoch } = await settings();
    await stack.call('setAutomationMode', { mode: 'off', expectedEpoch: epoch }, admin);
    const entries = () =>
      db()
        .collection(paths.outbox('acme'))
        .where('job.epoch', '==', epoch + 1)
        .get();
    const done = await eventually(entries, ({ docs }) => docs[0]?.get('state') === 'done');
    expect(done.size).toBe(1);
  });
});

it('limits are saved without touching keys', async () => {
  const ref = db().doc(paths.aiSettings('acme'));
  const keys = { gemini: { lastFour: '1234', setBy: 'x', setAt: 1 }, openai: null };
  await ref.set({ keys, allowedHosts: [], budget: { tokensPerDay: 1, answersPerDay: 1 } });
  const limits = { allowedHosts: ['Example.test', 'example.test'], tokensPerDay: 0, answersPerDay: 5 };
  for (let times = 0; times < 2; times += 1)
    expect(await stack.call('saveAiLimits', limits, admin)).toMatchObject({ ok: true });
  const rows = await db().collection(paths.audit('acme')).where('action', '==', 'ai.limits-changed').get();
  expect(rows.size).toBe(1);
  expect(aiSettingsSchema.parse((await ref.get()).data())).toEqual({
    keys,
    allowedHosts: ['example.test'],
    budget: { tokensPerDay: 0, answersPerDay: 5 },
  });
});

it('of limits that two change at once, what each changed stays', async () => {
  const ref = db().doc(paths.aiSettings('acme'));
  const begin = { allowedHosts: ['a.test'], tokensPerDay: 1, answersPerDay: 1 };
  expect(await stack.call('saveAiLimits', begin, admin)).toMatchObject({ ok: true });
  await Promise.all(
    [{ allowedHosts: ['b.test'] }, { tokensPerDay: 20 }, { answersPerDay: 30 }].map(async (part) =>
      expect(await stack.call('saveAiLimits', part, admin)).toMatchObject({ ok: true }),
    ),
  );
  expect(aiSettingsSchema.parse((await ref.get()).data())).toMatchObject({
    allowedHosts: ['b.test'],
    budget: { tokensPerDay: 20, answersPerDay: 30 },
  });
});

it('a question is dismissed once, with its row in the record and no word of the customer in it', async () => {
  const assistantId = await create(ann('Zoe'));
  const question = { at: 1, assistantId, conversationId: 'c', question: 'Open on Sundays?', state: 'open' };
  await db().doc(paths.question('acme', 'sundays')).set(question);
  for (let times = 0; times < 2; times += 1)
    expect(await stack.call('dismissQuestion', { questionId: 'sundays' }, supervisor)).toMatchObject({
      ok: true,
    });
  expect((await db().doc(paths.question('acme', 'sundays')).get()).get('state')).toBe('dismissed');
  const rows = await db().collection(paths.audit('acme')).where('target.id', '==', 'sundays').get();
  expect(rows.docs.map((row) => auditEntrySchema.parse(row.data()))).toMatchObject([
    {
      action: 'knowledge.question-dismissed',
      by: { uid: company.members.supervisor },
      target: { id: 'sundays', name: 'Zoe' },
      before: { state: 'open' },
      after: { state: 'dismissed' },
    },
  ]);
});

it('a dismissal is taken back once, and what was added to the knowledge stays added', async () => {
  const assistantId = await create(ann('Ida'));
  const question = { at: 1, assistantId, conversationId: 'c', question: 'Open on Mondays?' };
  const stateOf = async (id: string) =>
    (await db().doc(paths.question('acme', id)).get()).get('state') as unknown;
  await db()
    .doc(paths.question('acme', 'mondays'))
    .set({ ...question, state: 'dismissed' });
  await db()
    .doc(paths.question('acme', 'tuesdays'))
    .set({ ...question, state: 'added' });
  for (const questionId of ['mondays', 'mondays', 'tuesdays'])
    expect(await stack.call('reopenQuestion', { questionId }, supervisor)).toMatchObject({ ok: true });
  expect([await stateOf('mondays'), await stateOf('tuesdays')]).toEqual(['open', 'added']);
  const rows = await db()
    .collection(paths.audit('acme'))
    .where('action', '==', 'knowledge.question-reopened')
    .get();
  expect(rows.docs.map((row) => auditEntrySchema.parse(row.data()))).toMatchObject([
    {
      by: { uid: company.members.supervisor },
      target: { id: 'mondays', name: 'Ida' },
      before: { state: 'dismissed' },
      after: { state: 'open' },
    },
  ]);
});
