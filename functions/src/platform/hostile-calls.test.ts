import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callables, type CallableInput, type CallableName } from '#contracts/callables/index.ts';
import { paths } from '#contracts/collections/paths.ts';
import type { Reason } from '#contracts/errors.ts';
import { aiAgent, assistant } from '../testing/assistants.ts';
import { ACCOUNT_SID, AUTH_TOKEN, createDemoCompany, NUMBER, QUEUE_ID } from '../testing/demo-company.ts';
import { conversationWith, messagesOf } from '../testing/inbox.ts';
import { takenMessages } from '../testing/provider.ts';
import { SETUP_TOKEN, startStack, type Stack } from '../testing/stack.ts';
import { postWebhook, smsForm } from '../testing/webhook.ts';
import { bucket, db } from './admin.ts';

const CUSTOMER = '+14155550101';
let stack: Stack;
let admin: string;
/** A conversation that acme's admin holds. */
let conversationId: string;
/** What globex owns, and acme must neither see nor touch. */
let foreign: {
  conversationId: string;
  messageId: string;
  clientId: string;
  ticketId: string;
  upload: string;
};

beforeAll(async () => {
  stack = await startStack();
  const globex = await createDemoCompany('globex');
  await postWebhook(stack, 'sms', smsForm({ From: CUSTOMER, Body: 'secret of globex' }));
  const conversation = await conversationWith('globex', CUSTOMER);
  const [message] = await messagesOf('globex', conversation.id);
  await db()
    .doc(paths.taxonomy('globex'))
    .set({
      queues: { 'globex-queue': { name: 'Q', color: 'teal', archived: false } },
      tags: { 'globex-tag': { name: 'T', color: 'teal', archived: false } },
    });
  const channel = await db().doc(paths.channel('globex', globex.channels.twilio_sms.channelId)).get();
  await db()
    .doc(paths.channel('globex', 'globex-channel'))
    .set({ ...channel.data(), address: '+14155550198' });
  await db().doc(paths.assistant('globex', 'globex-ai')).set(assistant('ai'));
  await db().doc(paths.calendar('globex', 'globex-calendar')).set({ name: 'Hours' });
  await db().doc(paths.question('globex', 'globex-question')).set({ state: 'open' });
  await db()
    .doc(paths.calendar('globex', 'globex-calendar'))
    .set({ name: 'H', timeZone: 'UTC', week: [], exceptions: [], updatedAt: 1 });
  const upload = `uploads/globex/${globex.members.admin}/${randomUUID()}`;
  await bucket().file(upload).save('hello', { resumable: false, contentType: 'text/plain' });
  foreign = {
    conversationId: conversation.id,
    messageId: message?.id ?? '',
    clientId: conversation.clientId,
    ticketId: conversation.ticket.id,
    upload,
  };

  const acme = await createDemoCompany('acme'); // takes over the number
  await stack.killFunctions(); // a fresh instance, which does not remember whose it was
  admin = await stack.signIn(acme.members.admin);
  await postWebhook(stack, 'sms', smsForm({ From: '+14155550102' }));
  conversationId = (await conversationWith('acme', '+14155550102')).id;
  await stack.call('acceptConversation', { conversationId }, admin);
});
afterAll(() => stack.stop());

/** Posts any body to a callable, as no app of ours would. */
async function post(name: string, body: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${stack.emulators.urls.functions}/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${admin}`, ...headers },
    body,
  });
  return { status: response.status, body: await response.text() };
}

const id = 'no-such-document-here';
/** One well-formed input of every callable, whose ids lead nowhere. */
const WELL_FORMED: { [Name in CallableName]: CallableInput<Name> } = {
  sendMessage: {
    conversationId: id,
    clientMessageId: 'a-random-id-of-the-app',
    type: 'message',
    text: 'Hello',
    uploads: [{ path: 'uploads/acme/x/y', name: 'a.png' }],
    replyToMessageId: id,
  },
  retryMessage: { conversationId: id, messageId: id },
  startConversation: { channelId: id, phone: '+14155550103', name: 'Ana' },
  acceptConversation: { conversationId: id },
  transferConversation: { conversationId: id, to: { type: 'queue', queueId: QUEUE_ID } },
  returnToQueue: { conversationId: id },
  closeConversation: { conversationId: id },
  reopenConversation: { conversationId: id, undoTicketId: id },
  markRead: { conversationId: id, inboundCount: 1 },
  setPriority: { conversationId: id, priority: 'high' },
  setTags: { conversationId: id, tags: [id] },
  getMediaGrant: {},
  saveClient: { clientId: id, name: 'Ana', notes: '', expected: { name: '', notes: '' } },
  saveQueue: { queueId: id, name: 'Sales', color: 'teal', archived: false },
  saveTag: { tagId: id, name: 'VIP', color: 'teal', archived: false },
  saveChannel: {
    channelId: id,
    type: 'twilio_sms',
    name: 'SMS',
    account: ACCOUNT_SID,
    authToken: AUTH_TOKEN,
    phone: NUMBER,
    queueId: id,
    reopenWithinMs: 0,
    state: 'active',
  },
  testChannel: { channelId: id, phone: null },
  saveAiKey: { provider: 'gemini', apiKey: null },
  testAiKey: { provider: 'openai' },
  saveKnowledge: {
    assistantId: id,
    documentId: id,
    isNew: false,
    name: 'Returns',
    source: { type: 'text', text: 'Within 30 days' },
    questionId: id,
  },
  deleteKnowledge: { assistantId: id, documentId: id },
  trainAssistant: { assistantId: id },
  saveCalendar: {
    calendarId: id,
    isNew: false,
    expectedRevision: 1,
    name: 'Shop',
    timeZone: 'UTC',
    week: Array.from({ length: 7 }, () => ({ intervals: [{ from: 540, to: 1080 }] })),
    exceptions: [{ date: '2026-12-25', name: 'Christmas', intervals: [] }],
  },
  deleteCalendar: { calendarId: id },
  setHours: { target: { type: 'channel', channelId: id, closedMessage: 'Closed' }, calendarId: id },
  getInstallation: {},
  saveCompany: {
    name: 'Acme',
    locale: 'en',
    timeZone: 'UTC',
    accent: null,
    logo: { path: `uploads/acme/${id}` },
  },
  saveMailSettings: {
    settings: {
      host: 'smtp.example.test',
      port: 587,
      isSecure: false,
      user: 'a',
      password: 'b',
      fromName: 'A',
      fromAddress: 'a@example.test',
    },
  },
  testMail: {},
  saveAnnouncement: {
    announcementId: id,
    isNew: false,
    expectedRevision: 1,
    title: 'News',
    body: '<p>Hello</p>',
    priority: 'normal',
    roles: ['agent'],
    from: 0,
    until: null,
  },
  deleteAnnouncement: { announcementId: id },
  setUpInstallation: {
    setupToken: 'not-the-token',
    companyName: 'A',
    adminName: 'B',
    email: 'a@example.test',
    password: 'long-enough-password',
    locale: 'en',
    timeZone: 'UTC',
    country: 'US',
  },
  tryAssistant: { assistantId: id, turns: [{ from: 'customer', text: 'Hello' }] },
  setAutomationMode: { mode: 'ai', expectedEpoch: 77 },
  setChannelAssistant: { channelId: id, type: 'ai', assistantId: id },
  saveAssistant: {
    assistantId: id,
    isNew: false,
    expectedRevision: 1,
    settings: { type: 'ai', name: 'Ann', description: '', calendarId: id, ai: aiAgent() },
  },
  setAssistantStatus: { assistantId: id, status: 'active' },
  duplicateAssistant: { assistantId: id, copyId: 'a-random-id-of-the-app', name: 'Ann two' },
  archiveAssistant: { assistantId: id, archived: true },
  exportAssistant: { assistantId: id },
  importAssistant: {
    assistantId: 'a-random-id-of-the-app',
    file: {
      format: 'colibri.assistant',
      version: 1,
      assistant: { type: 'ai', name: 'Ann', description: '', calendarId: id, ai: aiAgent() },
      knowledge: [],
    },
  },
  storeBotMedia: { path: 'uploads/acme/x/y', name: 'a.png' },
  saveAiLimits: { allowedHosts: ['example.test'], tokensPerDay: 1000, answersPerDay: 10 },
  dismissQuestion: { questionId: id },
  reopenQuestion: { questionId: id },
  giveToAutomation: { conversationId: id },
  approveDraft: { conversationId: id, messageId: id, text: 'Hello' },
  discardDraft: { conversationId: id, messageId: id },
  inviteMember: { name: 'Bo', email: 'bo@example.test', role: 'agent', queueIds: [id], locale: 'en' },
  resendInvitation: { memberId: id },
  getInvitation: { invitationId: id, signature: 'not-the-signature' },
  acceptInvitation: {
    invitationId: id,
    signature: 'not-the-signature',
    name: 'Bo',
    password: 'long-enough-password',
  },
  setMemberRole: { memberId: id, role: 'admin' },
  setMemberQueues: { memberId: id, queueIds: [], capacity: 5 },
  disableMember: { memberId: id },
  enableMember: { memberId: id },
  removeMember: { memberId: id },
  signOutEverywhere: { memberId: id },
  handOverConversations: { memberId: id, to: { type: 'queues' } },
  saveProfile: {
    name: 'Ana',
    phone: null,
    timeZone: null,
    locale: 'en',
    avatar: { path: 'uploads/acme/x/y' },
  },
  noteSession: { device: 'Chrome on Windows' },
  endSession: { authTime: 1_763_700_000 },
  endAllSessions: {},
  exportAudit: { action: null, memberId: null, from: null, until: null, cursor: 'not-a-cursor' },
};

/** They name nothing that could be missing; what an import names and the company lacks is left out. */
const NAMES_NOTHING: CallableName[] = [
  'getMediaGrant',
  'getInstallation',
  'saveAiKey',
  'saveAiLimits',
  'importAssistant',
  'saveMailSettings',
  'testMail',
  'noteSession',
  'endSession',
  'endAllSessions',
];

const names = Object.keys(WELL_FORMED).filter((name): name is CallableName => name in callables);

const hostileText = fc.constantFrom(
  '',
  ' ',
  'a/b',
  '../../companies/globex',
  '__proto__',
  'constructor',
  '\u0000',
  '\uD800',
  '😀'.repeat(5000),
  'x'.repeat(100_000),
);
const hostile = fc.oneof(hostileText, fc.jsonValue({ maxDepth: 4 }), fc.integer(), fc.double());

/** A well-formed input with something wrong in it, or something else altogether. */
function malformed(name: CallableName): fc.Arbitrary<unknown> {
  const sample: Record<string, unknown> = WELL_FORMED[name];
  const keys = Object.keys(sample);
  const spoiled = [
    fc.tuple(fc.string({ minLength: 1 }), hostile).map(([key, value]) => ({ ...sample, [key]: value })),
    hostile,
  ];
  if (keys.length > 0) {
    const key = fc.constantFrom(...keys);
    spoiled.push(
      fc.tuple(key, hostile).map(([field, value]) => ({ ...sample, [field]: value })),
      key.map((field) => ({ ...sample, [field]: undefined })),
    );
  }
  // What JSON makes of it is what arrives.
  const arrives = (value: unknown): unknown => JSON.parse(JSON.stringify(value) ?? 'null');
  const isRefused = (value: unknown) => !callables[name].input.safeParse(arrives(value)).success;
  return fc.oneof(...spoiled).filter(isRefused);
}

const LEAKS = /globex|node_modules|\.ts\b|\.js\b|\n\s*at |secret/i;

describe.each(names)('%s', (name) => {
  it('refuses 300 malformed inputs with a reason and nothing else', async () => {
    const inputs = fc.sample(malformed(name), { numRuns: 300, seed: 20_261_121 });
    for (let start = 0; start < inputs.length; start += 30) {
      const batch = inputs.slice(start, start + 30).map((data) => post(name, JSON.stringify({ data })));
      for (const { status, body } of await Promise.all(batch)) {
        expect(status).toBe(400);
        expect(JSON.parse(body)).toMatchObject({
          error: {
            status: 'INVALID_ARGUMENT',
            message: 'invalid-input',
            details: { reason: 'invalid-input' },
          },
        });
        expect(body).not.toMatch(LEAKS);
        expect(body.length).toBeLessThan(500);
      }
    }
    expect(stack.output()).not.toContain('callable failed');
  });

  it.each([
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['half of JSON', '{"data":'],
    ['no data', '{}'],
    ['other fields', '{"data":{},"more":1}'],
    ['a text', '"data"'],
  ])('refuses a body of %s', async (_name, raw) => {
    const { status, body } = await post(name, raw);
    expect([200, 400]).toContain(status); // some callables need no data
    expect(body).not.toMatch(LEAKS);
  });

  it('refuses who is not signed in, or pretends to be', async () => {
    if (callables[name].access === 'public') return;
    const data = JSON.stringify({ data: WELL_FORMED[name] });
    for (const authorization of ['', 'Bearer x', `Bearer ${admin.slice(0, -8)}AAAAAAAA`, 'Basic eDp5']) {
      const { status, body } = await post(name, data, { authorization });
      expect(status).toBe(401);
      expect(body).not.toMatch(LEAKS);
    }
  });
});

/** Everything that is stored of globex. */
async function everythingOfGlobex(): Promise<string> {
  const documents: unknown[] = [];
  const walk = async (path: string): Promise<void> => {
    const snapshot = await db().doc(path).get();
    documents.push([path, snapshot.data()]);
    for (const collection of await db().doc(path).listCollections())
      for (const document of await collection.listDocuments()) await walk(document.path);
  };
  await walk(paths.company('globex'));
  return JSON.stringify(documents);
}

describe('ids of another company', () => {
  interface Case<Name extends CallableName = CallableName> {
    name: Name;
    input: CallableInput<Name>;
    reason: Reason;
  }
  const of = <Name extends CallableName>(
    name: Name,
    change: Partial<CallableInput<Name>>,
    reason: Reason = 'not-found',
  ): Case => ({ name, input: { ...WELL_FORMED[name], ...change }, reason });

  function cases(): Case[] {
    const theirs = { conversationId: foreign.conversationId };
    const own = { conversationId };
    const text = { ...own, uploads: [], replyToMessageId: null };
    const ann = { type: 'ai' as const, name: 'Ann', description: '', calendarId: null, ai: aiAgent() };
    const ofNew = { assistantId: 'another-random-id-of-the-app', isNew: true };
    const withQueue = (queueId: string) => ({
      ...ann,
      ai: aiAgent({ handOver: { queueId } }),
    });
    return [
      of('sendMessage', { ...text, ...theirs }),
      of('sendMessage', { ...text, ...theirs, type: 'note' }),
      of('sendMessage', { ...text, replyToMessageId: foreign.messageId }, 'reply-target-missing'),
      of('sendMessage', { ...text, uploads: [{ path: foreign.upload, name: 'a.txt' }] }, 'upload-missing'),
      of(
        'sendMessage',
        { ...text, uploads: [{ path: `uploads/acme/acme-admin/../../${foreign.upload}`, name: 'a.txt' }] },
        'upload-missing',
      ),
      of('retryMessage', { ...theirs, messageId: foreign.messageId }),
      of('retryMessage', { ...own, messageId: foreign.messageId }),
      of('startConversation', { channelId: 'globex-channel' }, 'channel-not-configured'),
      of('acceptConversation', theirs),
      of('transferConversation', { ...theirs, to: { type: 'queue', queueId: QUEUE_ID } }),
      of('transferConversation', { ...own, to: { type: 'queue', queueId: 'globex-queue' } }),
      of('transferConversation', { ...own, to: { type: 'member', memberId: 'globex-agent' } }),
      of('returnToQueue', theirs),
      of('closeConversation', theirs),
      of('reopenConversation', { ...theirs, undoTicketId: null }),
      of('reopenConversation', { ...own, undoTicketId: foreign.ticketId }, 'nothing-to-undo'),
      of('markRead', theirs),
      of('setPriority', theirs),
      of('setTags', { ...theirs, tags: [] }),
      of('setTags', { ...own, tags: ['globex-tag'] }),
      of('saveClient', { clientId: foreign.clientId }),
      of('saveQueue', { queueId: 'globex-queue' }),
      of('saveTag', { tagId: 'globex-tag' }),
      of('saveChannel', { channelId: 'globex-channel', queueId: null }),
      of('saveChannel', { channelId: null, queueId: 'globex-queue' }),
      of('testChannel', { channelId: 'globex-channel' }),
      of('setChannelAssistant', { channelId: 'globex-channel', assistantId: null }),
      of('setChannelAssistant', { channelId: 'channel-twilio_sms', assistantId: 'globex-ai' }),
      of('saveAssistant', { assistantId: 'globex-ai', settings: { ...ann, calendarId: null } }),
      of('saveAssistant', { ...ofNew, settings: { ...ann, calendarId: 'globex-calendar' } }),
      of('saveAssistant', { ...ofNew, settings: withQueue('globex-queue') }),
      of('setAssistantStatus', { assistantId: 'globex-ai' }),
      of('duplicateAssistant', { assistantId: 'globex-ai' }),
      of('saveKnowledge', { assistantId: 'globex-ai', isNew: true }),
      of('archiveAssistant', { assistantId: 'globex-ai' }),
      of('exportAssistant', { assistantId: 'globex-ai' }),
      of('storeBotMedia', { path: foreign.upload }, 'upload-missing'),
      of('dismissQuestion', { questionId: 'globex-question' }),
      of('reopenQuestion', { questionId: 'globex-question' }),
      of('giveToAutomation', theirs),
      of('approveDraft', { ...theirs, messageId: foreign.messageId }),
      of('approveDraft', { ...own, messageId: foreign.messageId }),
      of('discardDraft', { ...theirs, messageId: foreign.messageId }),
      of('discardDraft', { ...own, messageId: foreign.messageId }),
      of('saveCalendar', { calendarId: 'globex-calendar' }),
      of('deleteCalendar', { calendarId: 'globex-calendar' }),
      of('setHours', { target: { type: 'company' }, calendarId: 'globex-calendar' }),
      of('setHours', {
        target: { type: 'channel', channelId: 'globex-channel', closedMessage: null },
        calendarId: null,
      }),
      of('setHours', {
        target: { type: 'queue', queueId: 'globex-queue', closedQueueId: null },
        calendarId: null,
      }),
      of('setHours', {
        target: { type: 'queue', queueId: QUEUE_ID, closedQueueId: 'globex-queue' },
        calendarId: null,
      }),
      of('inviteMember', { queueIds: ['globex-queue'] }),
      of('inviteMember', { email: 'globex-agent@example.test', queueIds: [] }, 'email-taken'),
      of('resendInvitation', { memberId: 'globex-agent' }),
      of('setMemberRole', { memberId: 'globex-agent' }),
      of('setMemberQueues', { memberId: 'globex-agent' }),
      of('setMemberQueues', { memberId: 'acme-agent', queueIds: ['globex-queue'] }),
      of('disableMember', { memberId: 'globex-agent' }),
      of('enableMember', { memberId: 'globex-agent' }),
      of('removeMember', { memberId: 'globex-agent' }),
      of('signOutEverywhere', { memberId: 'globex-agent' }),
      of('handOverConversations', { memberId: 'globex-agent' }),
      of('handOverConversations', {
        memberId: 'acme-agent',
        to: { type: 'member', memberId: 'globex-agent' },
      }),
      of('handOverConversations', {
        memberId: 'acme-agent',
        to: { type: 'queue', queueId: 'globex-queue' },
      }),
      of('saveProfile', { avatar: { path: foreign.upload } }, 'upload-missing'),
      of(
        'saveProfile',
        { avatar: { path: `uploads/acme/acme-admin/../../${foreign.upload}` } },
        'upload-missing',
      ),
    ];
  }

  it('are refused in every field, say nothing, and change nothing', async () => {
    const before = await everythingOfGlobex();
    expect(before).toContain('secret of globex');
    for (const { name, input, reason } of cases()) {
      const { body } = await post(name, JSON.stringify({ data: input }));
      expect({ name, input, ...JSON.parse(body) }).toMatchObject({ name, error: { details: { reason } } });
      expect(body).not.toMatch(LEAKS);
    }
    expect(await everythingOfGlobex()).toBe(before);
    expect((await bucket().file(foreign.upload).exists())[0]).toBe(true);
    expect(await takenMessages(stack)).toEqual([]);
  });

  it('that lead nowhere are refused with a reason, never as a fault of ours', async () => {
    for (const name of names) {
      if (NAMES_NOTHING.includes(name)) continue;
      const { status, body } = await post(name, JSON.stringify({ data: WELL_FORMED[name] }));
      expect({ name, status }).not.toEqual({ name, status: 200 });
      expect({ name, body }).not.toMatchObject({ body: expect.stringContaining('"internal"') });
    }
    expect(stack.output()).not.toContain(SETUP_TOKEN);
  });
});
