import type { Company } from '#contracts/collections/company.ts';
import type { Conversation } from '#contracts/collections/conversation.ts';
import type { Message } from '#contracts/collections/message.ts';

/** A message to a customer; a case states what matters to it. */
export function outboundMessage(change: Partial<Message> = {}): Message {
  return {
    companyId: 'acme',
    conversationId: 'c1',
    direction: 'outbound',
    public: true,
    kind: 'text',
    text: 'Hello',
    media: [],
    providerMessageId: null,
    from: '+14155550199',
    fromName: null,
    providerAt: 1000,
    receivedAt: 1000,
    sentBy: 'agent',
    ticketId: 't1',
    status: 'queued',
    error: null,
    replyTo: null,
    ...change,
  };
}

/** A message of a customer; a case states what matters to it. */
export function inboundMessage(change: Partial<Message> = {}): Message {
  return outboundMessage({
    direction: 'inbound',
    text: 'Hi',
    from: '+14155550101',
    sentBy: null,
    status: null,
    ...change,
  });
}

/** A conversation that an agent holds; a case states what matters to it. */
export function conversation(change: Partial<Conversation> = {}): Conversation {
  return {
    status: 'open',
    handler: 'human',
    queueId: 'q1',
    assigneeId: 'agent',
    kind: 'direct',
    clientId: 'client',
    client: { name: 'Ana', avatar: null, address: '+14155550101' },
    channelId: 'channel',
    channelType: 'twilio_sms',
    identityId: 'identity',
    lastMessage: { text: 'Hi', kind: 'text', direction: 'inbound', at: 1000 },
    inboundCount: 1,
    readCount: 1,
    unread: false,
    priority: 'medium',
    tags: [],
    windowEndsAt: null,
    waitingSince: null,
    ticket: { id: 't1', number: '20261121-ABCD', openedAt: 1000, firstResponseAt: null, closedAt: null },
    consent: 'unknown',
    createdAt: 1000,
    ...change,
  };
}

/** A company as assistants know it; a case states what matters to it. */
export function company(change: Partial<Company> = {}): Company {
  return {
    name: 'Zapatos',
    locale: 'en',
    timeZone: 'America/Mexico_City',
    status: 'active',
    country: 'MX',
    createdAt: 0,
    ...change,
  };
}
