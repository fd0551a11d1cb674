import type { BulkWriter, Firestore } from 'firebase-admin/firestore';
import type { Client, ClientKey, Identity } from '#contracts/collections/client.ts';
import type { Conversation } from '#contracts/collections/conversation.ts';
import type { Message } from '#contracts/collections/message.ts';
import { paths } from '#contracts/collections/paths.ts';
import { searchTokens } from '#contracts/search-tokens.ts';
import { clientKeyIdOf } from '../../functions/src/inbox/find-customer.ts';

/** Whose conversations are written, and how their documents are named. */
export interface Population {
  companyId: string;
  channelId: string;
  /** Id of a customer's identity, which is the conversation's id too. */
  idOf: (address: string) => string;
  /** Every tenth conversation is this member's. */
  memberUid: string;
  /** The newest conversation's last message, milliseconds; every other is older. */
  newestAt: number;
  /** The first so many conversations get a whole page of messages, the others one. */
  withHistory: number;
}

const NAMES = ['Ana', 'Luis', 'Maria', 'Joao', 'Emma', 'Noah', 'Sofia', 'Pedro'];
const HISTORY = 40;
const SPACING_MS = 10_000;
const WINDOW_MS = 24 * 60 * 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;

/** The WhatsApp address of the customer with this number in the population. */
export function addressOf(ordinal: number): string {
  return `whatsapp:+1415${2_000_000 + ordinal}`;
}

/** Of ten conversations, six wait, one is the member's, two are another's, one is closed. */
export function isWaiting(ordinal: number): boolean {
  return ordinal % 10 < 6;
}

/** Writes conversations `from` to `to` (excluded) with their customers, as webhooks and agents would leave them. */
export async function populate(
  db: Firestore,
  population: Population,
  range: { from: number; to: number },
): Promise<void> {
  // The default limits writes to 500 a second and grows slowly, which is for a cold collection in production.
  const writer = db.bulkWriter({ throttling: false });
  for (let ordinal = range.from; ordinal < range.to; ordinal += 1) {
    writeConversation(writer, db, population, ordinal);
    if (ordinal % 2000 === 1999) await writer.flush();
  }
  await writer.close();
}

function writeConversation(writer: BulkWriter, db: Firestore, population: Population, ordinal: number): void {
  const { companyId, channelId } = population;
  const address = addressOf(ordinal);
  const phone = address.replace('whatsapp:', '');
  const id = population.idOf(address);
  const clientId = `client-${id}`;
  const name = NAMES[ordinal % NAMES.length] ?? '';
  const at = population.newestAt - ordinal * SPACING_MS;
  const client: Client = {
    name,
    phones: [phone],
    emails: [],
    avatar: null,
    tags: [],
    ownerId: null,
    fields: {},
    notes: '',
    consent: 'unknown',
    searchTokens: searchTokens(name, [phone]),
    createdAt: at,
    updatedAt: at,
  };
  const key: ClientKey = { kind: 'phone', clientId };
  const identity: Identity = {
    channelId,
    conversationId: id,
    clientId,
    address,
    consent: 'unknown',
    consentAt: null,
    createdAt: at,
  };
  write(writer, db, paths.client(companyId, clientId), client);
  write(writer, db, paths.clientKey(companyId, clientKeyIdOf('phone', phone)), key);
  write(writer, db, paths.identity(companyId, id), identity);
  write(
    writer,
    db,
    paths.conversation(companyId, id),
    describeConversation(population, { ordinal, id, clientId, name, at }),
  );
  const messages = ordinal < population.withHistory ? HISTORY : 1;
  for (let index = 0; index < messages; index += 1) {
    const message = describeMessage(companyId, { id, address, name, at: at - index * 1000 });
    write(writer, db, paths.message(companyId, id, `${id}-${index}`), message);
  }
}

function describeConversation(
  { channelId, memberUid }: Population,
  {
    ordinal,
    id,
    clientId,
    name,
    at,
  }: { ordinal: number; id: string; clientId: string; name: string; at: number },
): Conversation {
  const isClosed = ordinal % 10 === 9;
  const assigneeId = isWaiting(ordinal) ? null : ordinal % 10 === 6 ? memberUid : 'another-member';
  return {
    status: isWaiting(ordinal) ? 'waiting' : isClosed ? 'closed' : 'open',
    handler: assigneeId === null ? 'none' : 'human',
    queueId: null,
    assigneeId,
    kind: 'direct',
    clientId,
    client: { name, avatar: null, address: addressOf(ordinal) },
    channelId,
    channelType: 'twilio_whatsapp',
    identityId: id,
    lastMessage: { text: textOf(0), kind: 'text', direction: 'inbound', at },
    inboundCount: 1,
    readCount: 0,
    unread: true,
    priority: 'medium',
    tags: [],
    windowEndsAt: at + WINDOW_MS,
    waitingSince: isClosed ? null : at,
    ticket: {
      id: `ticket-${id}`,
      number: '20260101-AAAA',
      openedAt: at - HOUR_MS,
      firstResponseAt: null,
      closedAt: isClosed ? at : null,
    },
    consent: 'unknown',
    createdAt: at - HOUR_MS,
  };
}

function describeMessage(
  companyId: string,
  { id, address, name, at }: { id: string; address: string; name: string; at: number },
): Message {
  return {
    companyId,
    conversationId: id,
    direction: 'inbound',
    public: true,
    kind: 'text',
    text: textOf(at),
    media: [],
    providerMessageId: `SM${at}`,
    from: address,
    fromName: name,
    providerAt: at,
    receivedAt: at,
    sentBy: null,
    ticketId: `ticket-${id}`,
    status: null,
    error: null,
    replyTo: null,
  };
}

function textOf(seed: number): string {
  return `Hello, when will order ${seed % 10_000} arrive? Thank you!`;
}

/** A write that fails is tried again by the writer; what fails for good rejects its promise and ends the benchmark. */
function write(writer: BulkWriter, db: Firestore, path: string, data: object): void {
  void writer.set(db.doc(path), data);
}
