import { describe, expect, it } from 'vitest';
import { channelSchema, routeSchema } from '#contracts/collections/channel.ts';
import { calendarSchema } from '#contracts/collections/calendar.ts';
import { clientKeySchema, clientSchema, identitySchema } from '#contracts/collections/client.ts';
import { announcementSchema } from '#contracts/collections/announcement.ts';
import { assistantSchema } from '#contracts/collections/assistant.ts';
import {
  aiSettingsSchema,
  automationSchema,
  runSchema,
  unansweredSchema,
  usageSchema,
} from '#contracts/collections/automation.ts';
import { knowledgeChunkSchema, knowledgeDocumentSchema } from '#contracts/collections/knowledge.ts';
import { companySchema } from '#contracts/collections/company.ts';
import {
  conversationSchema,
  ticketSchema,
  type Conversation,
  type Ticket,
} from '#contracts/collections/conversation.ts';
import { directorySchema, memberSchema } from '#contracts/collections/member.ts';
import { messageSchema, type Message } from '#contracts/collections/message.ts';
import { taxonomySchema } from '#contracts/collections/taxonomy.ts';
import { findProblems } from '#contracts/bot/check-bot.ts';
import { CAPABILITIES } from '#contracts/channels.ts';
import { LIMITS } from '#contracts/limits.ts';
import { LOCALES } from '#contracts/locales.ts';
import { readAssetSizes } from './assets.ts';
import { ADMIN, AGENT, DEMO_COMPANY_ID } from './company.ts';
import { generateDemo, type Demo } from './generate-demo.ts';
import { PHRASEBOOKS } from './plan.ts';

const assetSizes = readAssetSizes();
const DAY_MS = 24 * 60 * 60_000;

function generate(now: number): Demo {
  return generateDemo({
    companyId: DEMO_COMPANY_ID,
    now,
    simulator: { accountSid: `AC${'0'.repeat(32)}`, authToken: 'token-for-the-demo', phone: '+14155550100' },
    publicBaseUrl: 'http://127.0.0.1:5000/',
    assetSizes,
  });
}

/** Which schema a document must pass, by the last name of its collection. */
const SCHEMAS: Record<string, { parse: (data: unknown) => unknown }> = {
  companies: companySchema,
  calendars: calendarSchema,
  announcements: announcementSchema,
  chatbots: assistantSchema,
  knowledge: knowledgeDocumentSchema,
  chunks: knowledgeChunkSchema,
  runs: runSchema,
  unanswered: unansweredSchema,
  usage: usageSchema,
  'settings/automation': automationSchema,
  'settings/ai': aiSettingsSchema,
  members: memberSchema,
  'settings/directory': directorySchema,
  'settings/taxonomy': taxonomySchema,
  clients: clientSchema,
  clientKeys: clientKeySchema,
  identities: identitySchema,
  conversations: conversationSchema,
  messages: messageSchema,
  tickets: ticketSchema,
};

interface Read {
  conversations: Map<string, Conversation>;
  messages: Map<string, Map<string, Message>>;
  tickets: Map<string, Ticket>;
}

function read({ documents }: Demo): Read {
  const result: Read = { conversations: new Map(), messages: new Map(), tickets: new Map() };
  for (const { path, data } of documents) {
    const [collection = '', id = ''] = path.split('/').slice(-2);
    if (collection === 'conversations') result.conversations.set(id, conversationSchema.parse(data));
    if (collection === 'tickets') result.tickets.set(id, ticketSchema.parse(data));
    if (collection !== 'messages') continue;
    const message = messageSchema.parse(data);
    const thread = result.messages.get(message.conversationId) ?? new Map<string, Message>();
    result.messages.set(message.conversationId, thread.set(id, message));
  }
  return result;
}

/** Noon, the middle of the night, just after opening: the shop's day must not matter. */
const MOMENTS = ['2026-11-21T12:00:00-06:00', '2026-11-22T03:30:00-06:00', '2026-11-23T09:01:00-06:00'];

describe.each(MOMENTS)('the demo as of %s', (moment) => {
  const now = Date.parse(moment);
  const demo = generate(now);
  const { conversations, messages, tickets } = read(demo);
  const all = [...messages.values()].flatMap((thread) => [...thread.values()]);
  const threadOf = (id: string): Message[] => [...(messages.get(id)?.values() ?? [])];

  it('passes the schemas of the collections', () => {
    for (const { path, data } of demo.documents) {
      const segments = path.split('/');
      if (segments.at(-2) === 'rawPayloads') continue;
      const schema = SCHEMAS[segments.at(-2) ?? ''] ?? SCHEMAS[segments.slice(-2).join('/')];
      expect(schema, path).toBeDefined();
      expect(schema?.parse(data), path).toEqual(expect.objectContaining({}));
    }
    for (const { channel, route } of demo.connections) {
      channelSchema.parse(channel);
      routeSchema.parse(route);
      expect(channel.webhookUrl).toMatch(/^http:\/\/127\.0\.0\.1:5000\/webhooks\/twilio\/(whatsapp|sms)$/);
    }
  });

  it('uses no path twice', () => {
    expect(new Set(demo.documents.map(({ path }) => path)).size).toBe(demo.documents.length);
  });

  it('has as many conversations of each state as a demo needs', () => {
    const count = (test: (conversation: Conversation) => boolean): number =>
      [...conversations.values()].filter(test).length;
    expect(conversations.size).toBeGreaterThanOrEqual(320);
    expect(count(({ status }) => status === 'waiting')).toBe(35);
    expect(count(({ status }) => status === 'open')).toBe(55);
    expect(count(({ status, assigneeId }) => status === 'open' && assigneeId === AGENT.uid)).toBe(12);
    expect(
      count(({ status, assigneeId, unread }) => status === 'open' && assigneeId === AGENT.uid && unread),
    ).toBeGreaterThanOrEqual(4);
    expect(count(({ status, assigneeId }) => status === 'open' && assigneeId === ADMIN.uid)).toBeGreaterThan(
      0,
    );
    expect(count(({ consent }) => consent === 'opted_out')).toBeGreaterThanOrEqual(3);
    expect(
      count(({ status, windowEndsAt }) => status === 'open' && windowEndsAt !== null && windowEndsAt < now),
    ).toBeGreaterThanOrEqual(3);
    for (const priority of ['low', 'medium', 'high', 'urgent']) {
      expect(count((conversation) => conversation.priority === priority)).toBeGreaterThan(10);
    }
    for (const type of Object.keys(CAPABILITIES))
      expect(count(({ channelType }) => channelType === type)).toBeGreaterThan(60);
  });

  it('has every kind of message, event and fate', () => {
    expect(new Set(all.map(({ kind }) => kind))).toEqual(
      new Set([
        'text',
        'image',
        'audio',
        'voice',
        'video',
        'document',
        'sticker',
        'location',
        'contacts',
        'interactive_reply',
        'unsupported',
      ]),
    );
    expect(new Set(all.flatMap(({ event }) => (event ? [event.type] : [])))).toEqual(
      new Set([
        'accepted',
        'transferred',
        'returned',
        'closed',
        'reopened',
        'started',
        'priority',
        'tags',
        'handed-over',
      ]),
    );
    expect(new Set(all.map(({ status }) => status))).toEqual(
      new Set([null, 'sent', 'delivered', 'read', 'failed']),
    );
    expect(all.some(({ outcome }) => outcome === 'unknown')).toBe(true);
    expect(all.some(({ referral }) => referral !== undefined)).toBe(true);
    expect(all.some(({ forwarded }) => forwarded === true)).toBe(true);
    expect(all.some(({ media }) => media.length > 1)).toBe(true);
    expect(all.some(({ direction, replyTo }) => direction === 'inbound' && replyTo !== null)).toBe(true);
  });

  it('has an AI that answered some and handed over others, and a bot without a fault', () => {
    const rows = demo.documents.map(({ path, data }) => ({ collection: path.split('/').at(-2), data }));
    const of = (collection: string): object[] =>
      rows.filter((row) => row.collection === collection).map(({ data }) => data);
    const runs = of('runs').map((data) => runSchema.parse(data));
    expect(runs.filter(({ outcome }) => outcome === 'answered')).toHaveLength(5);
    expect(runs.filter(({ reason }) => reason === 'no-answer')).toHaveLength(3);
    for (const { conversationId, messageId, at } of runs) {
      expect(at).toBeLessThan(now);
      const answer = messages.get(conversationId)?.get(messageId ?? '');
      expect(answer).toMatchObject({ sentBy: null, assistant: { name: 'Clara' }, providerAt: at });
    }
    expect(of('unanswered')).toHaveLength(2);
    const [automation] = of('settings').flatMap((data) => automationSchema.safeParse(data).data ?? []);
    expect(automation?.mode).toBe('off');
    expect(Object.values(automation?.channels ?? {})).toHaveLength(1);
    for (const assistant of of('chatbots').map((data) => assistantSchema.parse(data)))
      if (assistant.type === 'chatbot') expect(findProblems(assistant.bot)).toEqual([]);
  });

  it('leaves no message pending, and explains every failure', () => {
    for (const message of all) {
      expect(message.pendingSince).toBeUndefined();
      expect(message.error === null, message.text).toBe(message.status !== 'failed');
      expect(message.status === null).toBe(message.direction !== 'outbound');
    }
  });

  it('counts, previews and marks each conversation by its messages', () => {
    for (const [id, conversation] of conversations) {
      const thread = threadOf(id);
      const inbound = thread.filter(({ direction }) => direction === 'inbound').length;
      const newest = thread.findLast(({ direction }) => direction === 'inbound' || direction === 'outbound');
      expect(conversation.inboundCount).toBe(inbound);
      expect(conversation.readCount).toBeLessThanOrEqual(inbound);
      expect(conversation.unread).toBe(conversation.inboundCount > conversation.readCount);
      expect(conversation.lastMessage).toMatchObject({
        at: newest?.providerAt,
        kind: newest?.kind,
        direction: newest?.direction,
        ...(newest?.direction === 'outbound' ? { sentBy: newest.sentBy } : {}),
      });
      expect(conversation.lastMessage.assistantType).toBe(newest?.assistant?.type);
      expect(newest?.text.startsWith(conversation.lastMessage.text)).toBe(true);
      expect(conversation.status === 'waiting').toBe(conversation.assigneeId === null);
      expect(conversation.identityId).toBe(id);
    }
  });

  it('tells each conversation in order, within the weeks before now', () => {
    for (const [id, conversation] of conversations) {
      const times = threadOf(id).map(({ providerAt }) => providerAt);
      const isInOrder = times.every((time, index) => index === 0 || time > (times[index - 1] ?? 0));
      expect(isInOrder, id).toBe(true);
      expect(times.at(-1)).toBeLessThan(now);
      expect(times[0]).toBeGreaterThan(now - 36 * DAY_MS);
      expect(conversation.createdAt).toBe(times[0]);
      const spoken = threadOf(id).filter(({ direction }) => direction !== 'event').length;
      expect(spoken, id).toBeGreaterThanOrEqual(3);
    }
  });

  it('keeps the ticket of a conversation and the records of its ended episodes in step', () => {
    for (const [id, { status, ticket }] of conversations) {
      const record = tickets.get(ticket.id);
      expect(record !== undefined, id).toBe(status === 'closed');
      expect(ticket.closedAt).toBe(record?.closedAt ?? null);
      if (record)
        expect(record).toMatchObject({
          number: ticket.number,
          conversationId: id,
          openedAt: ticket.openedAt,
          firstResponseAt: ticket.firstResponseAt,
        });
      const known = new Set([
        ticket.id,
        ...[...tickets].filter(([, each]) => each.conversationId === id).map(([ticketId]) => ticketId),
      ]);
      for (const message of threadOf(id)) expect(known.has(message.ticketId), id).toBe(true);
    }
    expect(tickets.size).toBeGreaterThan(
      [...conversations.values()].filter(({ status }) => status === 'closed').length,
    );
  });

  it('answers on WhatsApp within the service window, unless the provider refused', () => {
    for (const [id, { channelType }] of conversations) {
      if (channelType !== 'twilio_whatsapp') continue;
      let windowEndsAt = 0;
      for (const message of threadOf(id)) {
        if (message.direction === 'inbound') windowEndsAt = message.providerAt + DAY_MS;
        if (message.direction === 'outbound')
          expect(message.providerAt, message.text).toBeLessThan(windowEndsAt);
      }
    }
  });

  it('has an object for every file that a message shows, and no other', () => {
    const shown = all.flatMap(({ media }) => media.map(({ path }) => path));
    expect(new Set(demo.files.map(({ path }) => path))).toEqual(new Set(shown));
    expect(shown).toHaveLength(demo.files.length);
  });

  it('tells no two conversations alike, and keeps within what a channel carries', () => {
    const texts = [...conversations.keys()].map((id) =>
      threadOf(id)
        .map(({ text }) => text)
        .join('|'),
    );
    expect(new Set(texts).size).toBe(conversations.size);
    for (const [id, { channelType }] of conversations) {
      for (const { text, media } of threadOf(id)) {
        expect(text).not.toMatch(/[{}]/);
        expect(text.length).toBeLessThan(CAPABILITIES[channelType].textCharacters);
        expect(media.length).toBeLessThanOrEqual(CAPABILITIES[channelType].mediaPerMessage);
      }
    }
  });
});

describe('generateDemo', () => {
  const now = Date.parse('2026-11-21T12:00:00-06:00');

  it('gives the same documents for the same options', () => {
    expect(generate(now)).toEqual(generate(now));
  });

  it('has the same customers, conversations and people whenever it is made', () => {
    const lasting = (demo: Demo): string[] =>
      demo.documents
        .map(({ path }) => path)
        .filter((path) => !/\/(messages|tickets|rawPayloads|usage)\//.test(path));
    expect(lasting(generate(now + 5 * 60 * 60_000))).toEqual(lasting(generate(now)));
  });

  it('lets some customers write on both channels', () => {
    const { conversations } = read(generate(now));
    const perClient = Map.groupBy(conversations.values(), ({ clientId }) => clientId);
    const both = [...perClient.values()].filter(
      (each) => new Set(each.map(({ channelType }) => channelType)).size === 2,
    );
    expect(both.length).toBeGreaterThan(5);
  });

  it('keeps clients findable and their tokens within the limit', () => {
    const clients = generate(now).documents.flatMap(({ path, data }) =>
      path.split('/').at(-2) === 'clients' ? [clientSchema.parse(data)] : [],
    );
    for (const { phones, searchTokens } of clients) {
      expect(searchTokens.length).toBeLessThanOrEqual(LIMITS.searchTokens);
      expect(searchTokens).toContain(phones[0]?.slice(-4));
    }
  });
});

describe.each(LOCALES)('the phrasebook of %s', (locale) => {
  const { dialogues } = PHRASEBOOKS[locale];

  it('has at least twelve dialogues of 3 to 14 lines', () => {
    expect(new Set(dialogues.map(({ topic }) => topic)).size).toBeGreaterThanOrEqual(12);
    for (const { topic, lines } of dialogues) {
      expect(lines.length, topic).toBeGreaterThanOrEqual(3);
      expect(lines.length, topic).toBeLessThanOrEqual(14);
    }
  });
});
