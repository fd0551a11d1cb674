import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CallableInput } from '#contracts/callables/index.ts';
import { paths } from '#contracts/collections/paths.ts';
import { agentSettings } from '../testing/answering-company.ts';
import { createAiAgent, pendingTrainings } from '../testing/knowledge.ts';
import { useCompany } from '../testing/use-company.ts';
import { bucket, db } from './admin.ts';
import { randomId } from './ids.ts';

const demo = useCompany();
const AGENT_ID = 'agent-that-learns';

beforeAll(async () => {
  // Trainings that are noted stay noted, to be counted.
  demo.stack.emulators.control.setBackgroundTriggers(false);
  await createAiAgent('acme', AGENT_ID);
});

/** The id that the app chose when the form was opened. */
let id: string;
/** A file where the member's app put it. */
let uploadPath: string;

beforeEach(async () => {
  id = randomId();
  uploadPath = `uploads/acme/${demo.company.members.admin}/${randomId()}`;
  const bytes = Buffer.from('Parking is free on Sundays.');
  await bucket().file(uploadPath).save(bytes, { resumable: false, contentType: 'text/plain' });
});

const text = (said = 'Open from nine.') => ({ type: 'text' as const, text: said });
const saveAnnouncement = (change: Partial<CallableInput<'saveAnnouncement'>> = {}) =>
  demo.call('saveAnnouncement', {
    announcementId: id,
    isNew: true,
    title: 'News',
    body: '<p>Hello</p>',
    priority: 'normal',
    roles: ['agent'],
    from: 1_000,
    until: null,
    ...change,
  });
const saveCalendar = (change: Partial<CallableInput<'saveCalendar'>> = {}) =>
  demo.call('saveCalendar', {
    calendarId: id,
    isNew: true,
    name: `Shop ${id}`,
    timeZone: 'UTC',
    week: Array.from({ length: 7 }, () => ({ intervals: [{ from: 540, to: 1080 }] })),
    exceptions: [],
    ...change,
  });
const saveAssistant = (change: Partial<CallableInput<'saveAssistant'>> = {}) =>
  demo.call('saveAssistant', {
    assistantId: id,
    isNew: true,
    settings: agentSettings(`Ann ${id}`),
    ...change,
  });
const duplicateAssistant = () =>
  demo.call('duplicateAssistant', { assistantId: AGENT_ID, copyId: id, name: `Copy ${id}` });
const importAssistant = () =>
  demo.call('importAssistant', {
    assistantId: id,
    file: {
      format: 'colibri.assistant',
      version: 1,
      assistant: agentSettings('Imported'),
      knowledge: [{ name: 'Hours', text: 'Open from nine.' }],
    },
  });
const saveKnowledge = (change: Partial<CallableInput<'saveKnowledge'>> = {}) =>
  demo.call('saveKnowledge', {
    assistantId: AGENT_ID,
    documentId: id,
    isNew: true,
    name: 'Hours',
    source: text(),
    questionId: null,
    ...change,
  });
const saveFile = (path = uploadPath) => saveKnowledge({ source: { type: 'upload', path } });
const answerQuestion = async () => {
  const question = { at: 1, assistantId: AGENT_ID, conversationId: 'c', question: 'Open?', state: 'open' };
  const ref = db().doc(paths.question('acme', `question-${id}`));
  if (!(await ref.get()).exists) await ref.set(question);
  return saveKnowledge({ questionId: `question-${id}` });
};

const announcements = paths.announcement('acme', 'x').replace(/\/x$/, '');
const assistants = paths.assistant('acme', 'x').replace(/\/x$/, '');
const documents = paths.knowledgeDocuments('acme', AGENT_ID);

const CASES: [string, () => Promise<{ ok: boolean }>, string, number][] = [
  ['a post', saveAnnouncement, announcements, 0],
  ['opening hours', saveCalendar, paths.calendars('acme'), 0],
  ['an assistant', saveAssistant, assistants, 0],
  ['a copy of an assistant', duplicateAssistant, assistants, 0],
  ['an imported assistant', importAssistant, assistants, 1],
  ['a text of the knowledge', saveKnowledge, documents, 1],
  ['the answer to a question', answerQuestion, documents, 1],
  ['a file of the knowledge', () => saveFile(), documents, 1],
];

/** What is there in numbers: things of this kind, rows of the record, trainings and files of the knowledge. */
async function count(collection: string) {
  const [things, rows, trainings, [files]] = await Promise.all([
    db().collection(collection).get(),
    db().collection(paths.audit('acme')).get(),
    pendingTrainings('acme'),
    bucket().getFiles({ prefix: `companies/acme/knowledge/${AGENT_ID}/` }),
  ]);
  return { things: things.size, rows: rows.size, trainings: trainings.length, files: files.length };
}

describe.each(CASES)('%s', (what, create, collection, trainings) => {
  const made = { things: 1, rows: 1, trainings, files: what === 'a file of the knowledge' ? 1 : 0 };

  it.each<[string, () => Promise<{ ok: boolean }[]>]>([
    ['twice in a row', async () => [await create(), await create()]],
    ['twice at once', () => Promise.all([create(), create()])],
  ])('that is created %s is there once', async (_how, calls) => {
    const before = await count(collection);
    const [first, second] = await calls();
    expect(first).toMatchObject({ ok: true });
    expect(second).toEqual(first);
    const after = await count(collection);
    expect({
      things: after.things - before.things,
      rows: after.rows - before.rows,
      trainings: after.trainings - before.trainings,
      files: after.files - before.files,
    }).toEqual(made);
    expect((await db().doc(`${collection}/${id}`).get()).exists).toBe(true);
  });
});

describe('a repeat', () => {
  it('with something else in it changes what is there', async () => {
    await saveAnnouncement();
    await saveAnnouncement({ title: 'Newer news' });
    await saveCalendar();
    await saveCalendar({ timeZone: 'America/Lima' });
    await saveAssistant();
    await saveAssistant({ settings: agentSettings(`Anna ${id}`) });
    await saveKnowledge();
    await saveKnowledge({ source: text('Open from ten.') });
    const stored = async (path: string) => (await db().doc(path).get()).data();
    expect(await stored(paths.announcement('acme', id))).toMatchObject({ title: 'Newer news' });
    expect(await stored(paths.calendar('acme', id))).toMatchObject({ timeZone: 'America/Lima' });
    expect(await stored(paths.assistant('acme', id))).toMatchObject({ name: `Anna ${id}` });
    expect(await stored(`${documents}/${id}`)).toMatchObject({
      source: text('Open from ten.'),
      generation: 2,
    });
    const rows = await db().collection(paths.audit('acme')).where('target.id', '==', id).get();
    expect(rows.size).toBe(8);
  });

  it('does not begin a post anew that was to begin at once', async () => {
    await saveAnnouncement({ from: null });
    const begun = async () => Number((await db().doc(paths.announcement('acme', id)).get()).get('from'));
    const from = await begun();
    await saveAnnouncement({ from: null });
    await saveAnnouncement({ from: null, isNew: false, expectedRevision: 1, priority: 'urgent' });
    expect(await begun()).toBe(from);
    const toCome = Date.now() + 60_000;
    await saveAnnouncement({ from: toCome, expectedRevision: 2 });
    expect(await begun()).toBe(toCome);
    await saveAnnouncement({ from: null, expectedRevision: 3 });
    expect(await begun()).toBeLessThan(toCome);
  });

  it('is answered, and another text is refused, once somebody else has saved', async () => {
    const older = { isNew: false, expectedRevision: 1 };
    const refused = { details: { reason: 'changed-meanwhile' } };
    await saveAnnouncement();
    expect(await saveAnnouncement({ ...older, title: 'By A' })).toMatchObject({ ok: true });
    expect(await saveAnnouncement({ ...older, title: 'By B' })).toMatchObject(refused);
    expect(await saveAnnouncement({ ...older, title: 'By A' })).toMatchObject({ ok: true });
    expect((await db().doc(paths.announcement('acme', id)).get()).get('title')).toBe('By A');
    await saveCalendar();
    expect(await saveCalendar({ ...older, timeZone: 'America/Lima' })).toMatchObject({ ok: true });
    expect(await saveCalendar({ ...older, timeZone: 'Asia/Tokyo' })).toMatchObject(refused);
    expect(await saveCalendar({ ...older, timeZone: 'America/Lima' })).toMatchObject({ ok: true });
    expect((await db().doc(paths.calendar('acme', id)).get()).get('timeZone')).toBe('America/Lima');
  });

  it('with another upload brings another file, once', async () => {
    await saveFile();
    const path = `${uploadPath}-2`;
    await bucket().file(path).save('Parking is free.', { resumable: false, contentType: 'text/plain' });
    const before = await count(documents);
    expect(await saveFile(path)).toMatchObject({ ok: true });
    expect(await saveFile(path)).toMatchObject({ ok: true });
    const { things, rows, trainings, files } = before;
    expect(await count(documents)).toEqual({ things, rows: rows + 1, trainings: trainings + 1, files });
    // The first upload is gone for good: what it brought is not there any more.
    expect(await saveFile()).toMatchObject({ details: { reason: 'upload-missing' } });
  });

  it('does not bring back a document that was deleted', async () => {
    await saveKnowledge();
    await demo.call('deleteKnowledge', { assistantId: AGENT_ID, documentId: id });
    const refused = { details: { reason: 'not-found', field: 'documentId' } };
    expect(await saveKnowledge()).toMatchObject(refused);
    expect(await saveFile()).toMatchObject(refused);
    expect((await db().doc(`${documents}/${id}`).get()).exists).toBe(false);
  });

  it.each(['short', `__${'a'.repeat(30)}__`])('cannot choose the id %s', async (chosen) => {
    const refusedAs = (field: string) => ({ details: { reason: 'invalid-input', field } });
    expect(await saveAnnouncement({ announcementId: chosen })).toMatchObject(refusedAs('announcementId'));
    expect(await saveCalendar({ calendarId: chosen })).toMatchObject(refusedAs('calendarId'));
    expect(await saveAssistant({ assistantId: chosen })).toMatchObject(refusedAs('assistantId'));
    expect(await saveKnowledge({ documentId: chosen })).toMatchObject(refusedAs('documentId'));
  });
});
