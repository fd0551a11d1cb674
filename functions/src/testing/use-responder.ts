import { afterAll, afterEach, beforeAll, beforeEach, vi, type Mock } from 'vitest';
import type { InboundMessage } from '#contracts/inbound.ts';
import { aiResponder } from '../automation/ai-responder.ts';
import type { Reply, Turn } from '../automation/responder.ts';
import { responders } from '../automation/responders.ts';
import { findRoute } from '../connections/route-store.ts';
import { receiveMessage } from '../inbox/receive-message.ts';
import { runOutboxEntry } from '../outbox/run-entry.ts';
import { assistant } from './assistants.ts';
import { entriesOf, putLiveAssistant, reply } from './automation.ts';
import { createDemoCompany, NUMBER, type DemoCompany } from './demo-company.ts';
import { conversationWith, messagesOf, type StoredConversation } from './inbox.ts';
import { endTrouble, textsTo } from './provider.ts';
import { startStack, type Stack } from './stack.ts';
import { newSid } from './webhook.ts';

/** Somebody who writes to the company `acme`. */
export interface Customer {
  address: string;
  /** Stores a message of this customer, as the webhook does. */
  write: (text: string, change?: Partial<InboundMessage>) => Promise<void>;
  /** The conversation as it is stored. */
  stored: () => Promise<StoredConversation>;
  /** What the conversation shows, a line each, oldest first. */
  lines: () => Promise<string[]>;
  /** The texts that the provider has taken for this customer, oldest first. */
  taken: () => Promise<string[]>;
}

/** A company whose AI answers what a case says; nothing runs by itself. */
export interface AnsweringStack {
  readonly stack: Stack;
  readonly company: DemoCompany;
  /** The WhatsApp channel, on which the AI `ai-1` is live. */
  readonly channelId: string;
  /** In the place of the AI: answers "We open at nine." unless a case says otherwise. */
  respond: Mock<(turn: Turn) => Promise<Reply>>;
  newCustomer: (type?: 'twilio_whatsapp' | 'twilio_sms') => Customer;
  /** Runs every answer that is due, side by side, as the triggers do. */
  answerAll: () => Promise<void>;
}

/** Starts the stores with the company `acme` before the tests of a file, and makes the AI new before each of them. */
export function useResponder(): AnsweringStack {
  let stack: Stack;
  let company: DemoCompany;
  let channelId: string;
  let customers = 0;
  const respond: AnsweringStack['respond'] = vi.fn();

  beforeAll(async () => {
    stack = await startStack({ withoutFunctions: true });
    company = await createDemoCompany('acme');
    ({ channelId } = company.channels.twilio_whatsapp);
    for (const { routeId } of Object.values(company.channels)) await findRoute(routeId);
  });
  afterAll(() => stack.stop());
  beforeEach(async () => {
    respond.mockReset().mockImplementation(() => Promise.resolve(reply()));
    responders.ai = respond;
    await putLiveAssistant('acme', { channelId, assistant: assistant('ai') });
  });
  afterEach(async () => {
    responders.ai = aiResponder;
    await endTrouble(stack);
  });

  return {
    get stack() {
      return stack;
    },
    get company() {
      return company;
    },
    get channelId() {
      return channelId;
    },
    respond,
    newCustomer(type = 'twilio_whatsapp') {
      customers += 1;
      return customerOf(stack, company.channels[type].routeId, {
        phone: `+1415559${String(customers).padStart(4, '0')}`,
        prefix: type === 'twilio_whatsapp' ? 'whatsapp:' : '',
      });
    },
    async answerAll() {
      const due = await pendingEntries('answer');
      await Promise.all(due.map(({ path }) => runOutboxEntry(path)));
    },
  };
}

/** What is still to be done for the company. */
export async function pendingEntries(type: Parameters<typeof entriesOf>[1]) {
  return (await entriesOf('acme', type)).filter(({ state }) => state === 'pending');
}

function customerOf(
  stack: Stack,
  routeId: string,
  { phone, prefix }: { phone: string; prefix: string },
): Customer {
  const address = prefix + phone;
  const stored = () => conversationWith('acme', address);
  return {
    address,
    async write(text, change = {}) {
      const route = await findRoute(routeId);
      if (route === null) throw new Error('the demo company has a route');
      await receiveMessage(route, {
        type: 'message',
        providerMessageId: newSid(),
        kind: 'text',
        from: address,
        fromName: 'Ana',
        to: prefix + NUMBER,
        primaryId: address,
        aliases: [],
        phone,
        providerAt: null,
        text,
        media: [],
        replyToProviderId: null,
        ...change,
      });
    },
    stored,
    async lines() {
      const messages = await messagesOf('acme', (await stored()).id);
      return messages.map(({ direction, text, event }) => `${direction}: ${event?.type ?? text}`);
    },
    taken: () => textsTo(stack, address),
  };
}
