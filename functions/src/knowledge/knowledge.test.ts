import { randomBytes } from 'node:crypto';
import { FieldValue } from 'firebase-admin/firestore';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CallableInput } from '#contracts/callables/index.ts';
import { assistantSchema } from '#contracts/collections/assistant.ts';
import { automationSchema, usageSchema } from '#contracts/collections/automation.ts';
import { paths } from '#contracts/collections/paths.ts';
import { LIMITS } from '#contracts/limits.ts';
import { bucket, db } from '../platform/admin.ts';
import { randomId } from '../platform/ids.ts';
import { forgetAiSettings } from '../automation/ai-settings-store.ts';
import { createDemoCompany, type DemoCompany } from '../testing/demo-company.ts';
import { agentSettings } from '../testing/answering-company.ts';
import { docxOf, pdfOf, zipOf } from '../testing/documents.ts';
import {
  createAiAgent,
  documentOf,
  pendingTrainings,
  runTrainings,
  vectorOf,
  wordProvider,
  type WordProvider,
} from '../testing/knowledge.ts';
import { startStack, type Stack } from '../testing/stack.ts';
import { addKnowledgeText } from './add-knowledge-text.ts';
import { chunksOf } from './chunk-store.ts';
import { findPassages } from './find-passages.ts';

let stack: Stack;
let acme: DemoCompany;
let tokens: Record<'admin' | 'supervisor' | 'otherAdmin', string>;
let provider: WordProvider;
let agentId: string;
let agents = 0;

beforeAll(async () => {
  stack = await startStack();
  // The provider of these tests lives in this process, so that trainings are run here.
  stack.emulators.control.setBackgroundTriggers(false);
  acme = await createDemoCompany('acme');
  const globex = await createDemoCompany('globex');
  tokens = {
    admin: await stack.signIn(acme.members.admin),
    supervisor: await stack.signIn(acme.members.supervisor),
    otherAdmin: await stack.signIn(globex.members.admin),
  };
});
afterAll(() => stack.stop());
beforeEach(async () => {
  agents += 1;
  agentId = `agent-${agents}`;
  await createAiAgent('acme', agentId);
  provider = wordProvider();
});

function textInput(text: string, change: Partial<CallableInput<'saveKnowledge'>> = {}) {
  return {
    assistantId: agentId,
    documentId: randomId(),
    isNew: change.documentId === undefined,
    name: 'Returns',
    source: { type: 'text' as const, text },
    questionId: null,
    ...change,
  };
}

async function save(input: CallableInput<'saveKnowledge'>): Promise<string> {
  const result = await stack.call('saveKnowledge', input, tokens.admin);
  if (!result.ok) throw new Error(`not saved: ${result.details?.reason}`);
  return result.data.documentId;
}

/** Puts a file where the member's app does. */
async function upload(bytes: Buffer, contentType: string, uid = acme.members.admin): Promise<string> {
  const path = `uploads/acme/${uid}/${randomBytes(18).toString('base64url')}`;
  await bucket().file(path).save(bytes, { resumable: false, contentType });
  return path;
}

async function saveFile(bytes: Buffer, contentType: string): Promise<string> {
  const path = await upload(bytes, contentType);
  return save(textInput('', { source: { type: 'upload', path } }));
}

async function ask(question: string, company = 'acme', assistant = agentId) {
  const { passages } = await findPassages({
    companyId: company,
    assistantId: assistant,
    provider,
    question,
    limit: 5,
  });
  return passages;
}

describe('saving', () => {
  it('trains a text, and finds it by what it says', async () => {
    const documentId = await save(textInput('Returns are accepted within thirty days.'));
    expect(await documentOf('acme', agentId, documentId)).toMatchObject({
      status: 'training',
      generation: 1,
    });
    expect(await ask('Are returns accepted?')).toEqual([]);
    await runTrainings('acme', provider);
    expect(await documentOf('acme', agentId, documentId)).toMatchObject({
      status: 'active',
      chunkCount: 1,
      trainedCount: 1,
    });
    expect(await ask('Are returns accepted?')).toEqual([
      {
        documentId,
        documentName: 'Returns',
        text: 'Returns are accepted within thirty days.',
        distance: expect.closeTo(1 - 3 / Math.sqrt(3 * 6), 5),
      },
    ]);
    expect(await ask('Weather tomorrow?')).toEqual([]);
  });

  it.each<[string, () => Buffer, string, string]>([
    ['a PDF', () => pdfOf(['Parking is free on Sundays']), 'application/pdf', 'application/pdf'],
    [
      'a Word document',
      () => docxOf(['Parking is free on Sundays']),
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ],
    ['Markdown', () => Buffer.from('# Parking\n\nFree on Sundays'), 'text/markdown', 'text/markdown'],
  ])('takes %s to where only functions write, and reads it there', async (_, bytes, claimed, mimeType) => {
    const path = await upload(bytes(), claimed);
    const documentId = await save(textInput('', { source: { type: 'upload', path } }));
    const document = await documentOf('acme', agentId, documentId);
    expect(document?.source).toMatchObject({ type: 'file', mimeType, size: bytes().length });
    const stored = document?.source.type === 'file' ? document.source.path : '';
    expect(stored).toMatch(new RegExp(`^companies/acme/knowledge/${agentId}/${documentId}/`));
    expect(await bucket().file(path).exists()).toEqual([false]);
    await runTrainings('acme', provider);
    expect(await ask('When is parking free?')).toMatchObject([{ documentId }]);
  });

  it.each<[string, () => Buffer, string]>([
    ['locked by a password', () => pdfOf(['x'], { encrypted: true }), 'document-locked'],
    ['scanned', () => pdfOf(['', '']), 'document-unreadable'],
  ])('says of a PDF that is %s why it cannot be read', async (_, bytes, problem) => {
    const documentId = await saveFile(bytes(), 'application/pdf');
    await runTrainings('acme', provider);
    expect(await documentOf('acme', agentId, documentId)).toMatchObject({ status: 'failed', problem });
    expect(provider.requests).toEqual([]);
  });

  it.each<[string, () => Promise<string>, string]>([
    ['of another type', () => upload(zipOf({ 'a.txt': 'x' }), 'text/plain'), 'upload-type-refused'],
    ['of another member', () => upload(Buffer.from('x'), 'text/plain', acme.members.agent), 'upload-missing'],
    ['that is not there', () => Promise.resolve(`uploads/acme/${acme.members.admin}/none`), 'upload-missing'],
    [
      'outside of the uploads',
      () => Promise.resolve(`uploads/acme/${acme.members.admin}/../../../companies/globex/x`),
      'upload-missing',
    ],
    [
      'that is too large',
      () => upload(Buffer.alloc(LIMITS.knowledgeBytes + 1, 'a'), 'text/plain'),
      'upload-too-large',
    ],
  ])('refuses an upload %s', async (_, place, reason) => {
    const input = textInput('', { source: { type: 'upload', path: await place() } });
    expect(await stack.call('saveKnowledge', input, tokens.admin)).toMatchObject({ details: { reason } });
    expect((await db().collection(paths.knowledgeDocuments('acme', agentId)).get()).empty).toBe(true);
  });

  it.each<[string, () => CallableInput<'saveKnowledge'>, keyof typeof tokens, string]>([
    ['a supervisor', () => textInput('x'), 'supervisor', 'role-not-allowed'],
    ['an admin of another company', () => textInput('x'), 'otherAdmin', 'not-found'],
    ['a text without a word', () => textInput(' -- '), 'admin', 'invalid-input'],
    ['a text of too many bytes', () => textInput('東'.repeat(400_000)), 'admin', 'too-long'],
    ['a document that is not there', () => textInput('x', { documentId: 'none' }), 'admin', 'not-found'],
    ['a question that is not there', () => textInput('x', { questionId: 'none' }), 'admin', 'not-found'],
    ['an assistant that is not there', () => textInput('x', { assistantId: 'none' }), 'admin', 'not-found'],
  ])('refuses %s, and changes nothing', async (_, input, who, reason) => {
    expect(await stack.call('saveKnowledge', input(), tokens[who])).toMatchObject({ details: { reason } });
    expect((await db().collection(paths.knowledgeDocuments('acme', agentId)).get()).empty).toBe(true);
    expect(await pendingTrainings('acme')).toEqual([]);
  });

  it('refuses an archived assistant', async () => {
    const ref = db().doc(paths.assistant('acme', agentId));
    await ref.update({ archived: true });
    const input = textInput('x');
    const archived = { details: { reason: 'assistant-archived' } };
    expect(await stack.call('saveKnowledge', input, tokens.admin)).toMatchObject(archived);
  });

  it('holds at most 100 documents', async () => {
    const batch = db().batch();
    for (let index = 0; index < LIMITS.knowledgeDocuments; index++) {
      batch.set(db().collection(paths.knowledgeDocuments('acme', agentId)).doc(), { name: 'x' });
    }
    await batch.commit();
    const refused = { details: { reason: 'limit-reached' } };
    expect(await stack.call('saveKnowledge', textInput('One more'), tokens.admin)).toMatchObject(refused);
  });

  it('does nothing where the same is saved again', async () => {
    const documentId = await save(textInput('Open from nine.'));
    await runTrainings('acme', provider);
    expect(await save(textInput('Open from nine.', { documentId }))).toBe(documentId);
    expect(await documentOf('acme', agentId, documentId)).toMatchObject({ status: 'active', generation: 1 });
    expect(await pendingTrainings('acme')).toEqual([]);
    const saves = await db().collection(paths.audit('acme')).where('target.id', '==', documentId).get();
    expect(saves.size).toBe(1);
    expect(saves.docs[0]?.data()).toMatchObject({
      action: 'knowledge.saved',
      by: { uid: acme.members.admin },
      after: { type: 'text', characters: 15 },
    });
  });

  it('counts the question that it answers as added', async () => {
    const question = { at: 1, assistantId: agentId, conversationId: 'c', question: 'Open?', state: 'open' };
    const questionId = `question-${agentId}`;
    await db().doc(paths.question('acme', questionId)).set(question);
    await save(textInput('Open from nine.', { questionId }));
    expect((await db().doc(paths.question('acme', questionId)).get()).get('state')).toBe('added');
    const documentId = await save(textInput('Closed on Sundays.'));
    await db().doc(paths.question('acme', questionId)).update({ state: 'open' });
    for (let times = 0; times < 2; times += 1)
      await save(textInput('Closed on Sundays.', { documentId, questionId }));
    expect((await db().doc(paths.question('acme', questionId)).get()).get('state')).toBe('added');
    const rows = await db().collection(paths.audit('acme')).where('target.id', '==', documentId).get();
    expect(
      rows.docs.map((row) => String(row.get('after.question'))).toSorted((a, b) => a.localeCompare(b)),
    ).toEqual(['added', 'undefined']);
    // A rule bot learns nothing: what it was asked, an AI agent may learn.
    await createAiAgent('acme', 'another-agent');
    await db().doc(paths.question('acme', questionId)).update({ state: 'open' });
    await save(textInput('Closed in May.', { questionId, assistantId: 'another-agent' }));
    expect((await db().doc(paths.question('acme', questionId)).get()).get('state')).toBe('added');
    await runTrainings('acme', provider);
  });

  it('is done in a transaction of somebody else, too', async () => {
    const documentId = await db().runTransaction(async (transaction) => {
      const about = { companyId: 'acme', assistantId: agentId, name: 'Import', by: 'u', at: Date.now() };
      return Promise.resolve(addKnowledgeText(transaction, { ...about, text: 'Imported knowledge' }));
    });
    await runTrainings('acme', provider);
    expect(await documentOf('acme', agentId, documentId)).toMatchObject({ name: 'Import', status: 'active' });
    expect((await db().doc(paths.assistant('acme', agentId)).get()).data()).toMatchObject({
      status: 'active',
    });
  });
});

describe('deleting', () => {
  it('takes passages and file away, and changes nothing the second time', async () => {
    const documentId = await saveFile(Buffer.from('Closed on Mondays'), 'text/plain');
    await runTrainings('acme', provider);
    expect(await ask('Closed on Mondays?')).toHaveLength(1);
    const input = { assistantId: agentId, documentId };
    expect(await stack.call('deleteKnowledge', input, tokens.otherAdmin)).toMatchObject({ ok: false });
    expect(await stack.call('deleteKnowledge', input, tokens.admin)).toMatchObject({ ok: true });
    await runTrainings('acme', provider);
    expect(await ask('Closed on Mondays?')).toEqual([]);
    expect((await chunksOf('acme', agentId).get()).empty).toBe(true);
    const [files] = await bucket().getFiles({ prefix: `companies/acme/knowledge/${agentId}/` });
    expect(files).toEqual([]);
    const again = await stack.call('deleteKnowledge', input, tokens.admin);
    expect(again).toMatchObject({ ok: false, details: { reason: 'not-found' } });
  });
});

describe('searching', () => {
  it('finds nothing of another company or assistant, were the vector the same', async () => {
    const text = 'The wholesale price is twelve.';
    const chunk = {
      documentId: 'd',
      documentName: 'Prices',
      generation: 1,
      provider: 'openai',
      isLive: true,
      position: 0,
      text,
      embedding: FieldValue.vector(vectorOf(text)),
    };
    await chunksOf('globex', agentId).doc('same').set(chunk);
    await chunksOf('acme', 'another-agent').doc('same').set(chunk);
    await save(textInput('Returns within thirty days.'));
    await runTrainings('acme', provider);
    expect(await ask(text)).toEqual([]);
    expect(await ask(text, 'globex')).toHaveLength(1);
  });

  it('asks no provider where nothing is known', async () => {
    expect(await ask('Anything?')).toEqual([]);
    expect(provider.requests).toEqual([]);
  });

  it('goes without passages where the provider fails, and says so', async () => {
    await save(textInput('Returns within thirty days.'));
    await runTrainings('acme', provider);
    const search = { companyId: 'acme', assistantId: agentId, provider, question: 'Returns?', limit: 5 };
    provider.troubles.push({ outcome: 'failed', failure: 'timed-out', retryAfterMs: null });
    expect(await findPassages(search)).toEqual({ passages: [], inputTokens: 0, hasFailed: true });
    provider.troubles.push({ outcome: 'embedded', vectors: [[1, 2]], inputTokens: 3 });
    expect(await findPassages(search)).toMatchObject({ passages: [], hasFailed: true });
    expect(await findPassages(search)).toMatchObject({ hasFailed: false, passages: [{}] });
  });

  it('costs a read, one for each passage and one for every 100 vectors', async () => {
    const batch = db().batch();
    for (let position = 0; position < 150; position++) {
      const live = { provider: 'openai', isLive: position < 120 };
      const chunk = { documentId: 'd', documentName: 'D', generation: 1, ...live, position };
      const text = `returns ${position}`;
      const embedding = FieldValue.vector(vectorOf(text));
      batch.set(chunksOf('acme', agentId).doc(String(position)), { ...chunk, text, embedding });
    }
    await batch.commit();
    expect(await stack.bill(() => ask('returns'))).toMatchObject({ reads: 1 + 5 + 2, writes: 0 });
  });
});

describe('an assistant that is saved', () => {
  const saveAgent = async (provider: 'gemini' | 'openai', name = `Ada ${agentId}`) => {
    const settings = agentSettings(name, { provider });
    const { revision: expectedRevision } = await stored();
    const input = { assistantId: agentId, isNew: false, expectedRevision, settings };
    const result = await stack.call('saveAssistant', input, tokens.admin);
    if (!result.ok) throw new Error(`not saved: ${result.details?.reason ?? result.status}`);
  };
  const stored = async () =>
    assistantSchema.parse((await db().doc(paths.assistant('acme', agentId)).get()).data());
  const listed = async () =>
    automationSchema.parse((await db().doc(paths.automation('acme')).get()).data()).assistants[agentId]
      ?.status;

  it('with another AI provider trains all that it knows anew, and finds nothing of the other one', async () => {
    const documentId = await save(textInput('Returns within thirty days.'));
    await runTrainings('acme', provider);
    await saveAgent('openai');
    expect(await pendingTrainings('acme')).toEqual([]);
    await saveAgent('gemini');
    expect(await stored()).toMatchObject({ status: 'training', training: { statusBefore: 'active' } });
    expect(await documentOf('acme', agentId, documentId)).toMatchObject({
      status: 'training',
      generation: 2,
    });
    const gemini: WordProvider = { ...wordProvider(), id: 'gemini' };
    const question = { companyId: 'acme', assistantId: agentId, question: 'Returns?', limit: 5 };
    expect(await findPassages({ ...question, provider: gemini })).toMatchObject({ passages: [] });
    await runTrainings('acme', gemini);
    expect(await findPassages({ ...question, provider: gemini })).toMatchObject({
      passages: [{ documentId }],
    });
    expect(await stored()).toMatchObject({ status: 'active' });
    expect(await listed()).toBe('active');
  });

  it('pays for its training from the budget of the day, and admins are warned', async () => {
    const limits = { allowedHosts: [], tokensPerDay: 30, answersPerDay: 100 };
    await stack.call('saveAiLimits', limits, tokens.admin);
    forgetAiSettings('acme'); // in this process too, where the training runs
    const days = db().doc(paths.company('acme')).collection('usage');
    for (const { ref } of (await days.get()).docs) await ref.delete();
    await save(textInput('Returns within thirty days.'));
    await runTrainings('acme', provider);
    const [day, ...others] = (await days.get()).docs;
    expect(others).toEqual([]);
    const { tokens: used, isWarned } = usageSchema.parse(day?.data());
    expect(used).toBe('Returns within thirty days.'.length);
    expect(isWarned).toBe(true);
  });

  it('while it is trained is afterwards what it was before', async () => {
    await save(textInput('Returns within thirty days.'));
    await saveAgent('openai', `Bea ${agentId}`);
    await runTrainings('acme', provider);
    expect(await stored()).toMatchObject({ status: 'active', name: `Bea ${agentId}` });
    expect(await listed()).toBe('active');
  });

  it('and switched off answers nobody while it is trained', async () => {
    await stack.call('setAssistantStatus', { assistantId: agentId, status: 'inactive' }, tokens.admin);
    await save(textInput('Returns within thirty days.'));
    expect((await stored()).status).toBe('training');
    expect(await listed()).toBe('inactive');
    await saveAgent('gemini');
    expect(await listed()).toBe('inactive');
    await runTrainings('acme', provider);
    expect((await stored()).status).toBe('inactive');
  });
});
