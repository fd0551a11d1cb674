import type { Consent, Identity } from '#contracts/collections/client.ts';
import type { Channel } from '#contracts/collections/channel.ts';
import type { Conversation, OpenTicket, Ticket } from '#contracts/collections/conversation.ts';
import type { ConversationEvent, Media, Message, MessageError } from '#contracts/collections/message.ts';
import type { InboundMessage } from '#contracts/inbound.ts';
import type { DeliveryStatus } from '#contracts/message-kinds.ts';
import type { Change } from '../../../functions/src/inbox/change-conversation.ts';
import { decideInbound, windowAfter } from '../../../functions/src/inbox/decide-inbound.ts';
import { decideAfterSend, type Actor } from '../../../functions/src/inbox/decide-send.ts';
import {
  eventMessage,
  inboundMessage,
  inboundMessageId,
  lastMessageAfter,
} from '../../../functions/src/inbox/message-store.ts';
import { closedTicket } from '../../../functions/src/inbox/ticket.ts';
import { mediaPath } from '../../../functions/src/media/store-upload.ts';
import { ASSETS, type AssetName, type AssetSizes } from './assets.ts';
import { demoId } from './company.ts';

/** A file that a message shows, to be put to Storage. */
export interface StoryFile {
  path: string;
  asset: AssetName;
}

interface Cast {
  companyId: string;
  conversationId: string;
  clientId: string;
  clientName: string;
  /** Address of the customer, as the provider spells it. */
  address: string;
  fromName: string | null;
  channelId: string;
  channel: Channel;
  /** Account key of the channel, which message ids are derived from. */
  routeId: string;
  assetSizes: AssetSizes;
}

export type InboundContent = Pick<InboundMessage, 'kind' | 'text'> &
  Partial<
    Pick<
      InboundMessage,
      'location' | 'contacts' | 'interactive' | 'referral' | 'forwarded' | 'optOut' | 'raw'
    >
  > & {
    assets: AssetName[];
    quotes: boolean;
  };

export interface OutboundContent {
  text: string;
  assets: AssetName[];
  quotes: boolean;
  fate: { status: DeliveryStatus; error: MessageError | null; outcome?: 'unknown' | 'known' };
}

export type Decision = (conversation: Conversation, actor: Actor, at: number) => Change | null;

/**
 * Plays a conversation in the order of time. What each step changes is decided by the very functions that the backend
 * uses, so that the demo cannot hold a state that the product would not reach.
 */
export class Story {
  readonly cast: Cast;
  readonly messages = new Map<string, Message>();
  readonly tickets = new Map<string, Ticket>();
  readonly files: StoryFile[] = [];
  readonly rawPayloads = new Map<string, { raw: Record<string, string>; at: number }>();
  consent: Consent = 'unknown';
  #consentAt: number | null = null;
  #conversation: Conversation | null = null;
  #steps = 0;

  constructor(cast: Cast) {
    this.cast = cast;
  }

  get conversation(): Conversation {
    if (this.#conversation === null) throw new Error('the story has not begun');
    return this.#conversation;
  }

  get hasBegun(): boolean {
    return this.#conversation !== null;
  }

  /** The conversation's address, as `identities` keeps it. */
  get identity(): Identity {
    const { channelId, conversationId, clientId, address } = this.cast;
    const { createdAt } = this.conversation;
    return {
      channelId,
      conversationId,
      clientId,
      address,
      consent: this.consent,
      consentAt: this.#consentAt,
      createdAt,
    };
  }

  customerWrites(at: number, content: InboundContent): void {
    const { companyId, conversationId, address, fromName, channel, routeId } = this.cast;
    const providerMessageId = this.#providerId(content.assets.length > 0);
    const event: InboundMessage = {
      type: 'message',
      providerMessageId,
      kind: content.kind,
      from: address,
      fromName,
      to: channel.address,
      primaryId: address,
      aliases: [],
      phone: null,
      providerAt: null,
      text: content.text,
      media: [],
      replyToProviderId: null,
      ...(content.location ? { location: content.location } : {}),
      ...(content.contacts ? { contacts: content.contacts } : {}),
      ...(content.interactive ? { interactive: content.interactive } : {}),
      ...(content.referral ? { referral: content.referral } : {}),
      ...(content.forwarded === true ? { forwarded: true } : {}),
      ...(content.optOut ? { optOut: content.optOut } : {}),
    };
    const messageId = inboundMessageId(routeId, providerMessageId);
    const ticketId = this.#conversation?.ticket.id ?? '';
    const message = inboundMessage({ companyId, conversationId, ticketId, receivedAt: at }, event);
    message.media = this.#attach(messageId, content.assets);
    if (content.quotes) message.replyTo = this.#newest('outbound');
    message.ticketId = this.#take(message, content.optOut);
    this.messages.set(messageId, message);
    if (content.raw) this.rawPayloads.set(messageId, { raw: content.raw, at });
  }

  memberWrites(at: number, uid: string, content: OutboundContent): void {
    const messageId = demoId('outbound', this.#stepId());
    const { status, error, outcome } = content.fate;
    const wasTaken = outcome !== 'unknown';
    const message: Message = {
      ...this.#line(at, uid, messageId, content),
      direction: 'outbound',
      public: true,
      providerMessageId: wasTaken ? this.#providerId(content.assets.length > 0) : null,
      from: this.cast.channel.address,
      status,
      error,
      ...(outcome === undefined ? {} : { outcome }),
      attemptId: demoId('attempt', messageId),
      replyTo: content.quotes ? this.#newest('inbound') : null,
    };
    this.messages.set(messageId, message);
    const { conversation } = this;
    this.#patch(decideAfterSend(conversation, uid, lastMessageAfter(conversation.lastMessage, message), at));
  }

  memberNotes(at: number, uid: string, text: string): void {
    const messageId = demoId('note', this.#stepId());
    this.messages.set(messageId, this.#line(at, uid, messageId, { text, assets: [] }));
  }

  /** A member's action, as the backend decides it; null from `decide` changes nothing. */
  act(at: number, actor: Actor, decide: Decision): void {
    const before = this.conversation;
    const change = decide(before, actor, at);
    if (change === null) return;
    this.#patch(change.patch);
    this.#tell(at, actor.uid, change.event);
    if (change.closes === true) {
      const record = closedTicket(this.cast.conversationId, before, { at, by: actor.uid });
      this.tickets.set(before.ticket.id, record);
    }
  }

  /** A member begins the conversation, as the callable does for a customer who never wrote. */
  begin(at: number, uid: string): void {
    const ticket = this.newTicket(at);
    this.#conversation = {
      ...this.#blank(at, ticket),
      status: 'open',
      handler: 'human',
      assigneeId: uid,
      lastMessage: { text: '', kind: 'text', direction: 'event', at },
    };
    this.#tell(at, uid, { type: 'started', by: uid, ticketNumber: ticket.number });
  }

  /** Puts a message where its time says, before what has been told already. */
  insert(messageId: string, message: Message): void {
    const later = [...this.messages].filter(([, { providerAt }]) => providerAt > message.providerAt);
    for (const [id] of later) this.messages.delete(id);
    for (const [id, each] of [[messageId, message] as const, ...later]) this.messages.set(id, each);
  }

  /** Whoever holds it looks at everything there is, or at all but the newest ones. */
  read(unreadCount = 0): void {
    const { inboundCount, readCount } = this.conversation;
    const seen = Math.max(readCount, inboundCount - unreadCount);
    this.#patch({ readCount: seen, unread: inboundCount > seen });
  }

  newTicket(openedAt: number): OpenTicket {
    const id = demoId('ticket', this.#stepId());
    const day = new Date(openedAt).toISOString().slice(0, 10).replaceAll('-', '');
    const letters = id
      .toUpperCase()
      .replace(/[^2-9A-HJKMNP-Z]/g, '')
      .slice(0, 4);
    return { id, number: `${day}-${letters}`, openedAt, firstResponseAt: null, closedAt: null };
  }

  /** The conversation after a customer's message. Returns the ticket the message belongs to. */
  #take(message: Message, optOut: InboundMessage['optOut']): string {
    if (this.#conversation === null) {
      const ticket = this.newTicket(message.providerAt);
      this.#conversation = {
        ...this.#blank(message.providerAt, ticket),
        lastMessage: lastMessageAfter(null, message),
        inboundCount: 1,
        unread: true,
        windowEndsAt: windowAfter(this.cast.channel.type, null, message.providerAt),
        waitingSince: message.providerAt,
      };
      return ticket.id;
    }
    const { queueId, reopenWithinMs } = this.cast.channel;
    const newTicket = this.newTicket(message.providerAt);
    const decision = decideInbound(this.#conversation, {
      message,
      optOut,
      reopenWithinMs,
      hasAssigneeLeft: false,
      queueId,
      newTicket,
      assistant: null,
    });
    this.#patch(decision.patch);
    if (decision.patch.consent !== undefined) {
      this.consent = decision.patch.consent;
      this.#consentAt = message.receivedAt;
    }
    if (decision.reopened !== null) {
      const ticketNumber = decision.ticket.number;
      this.#tell(message.providerAt - 1, null, { type: 'reopened', by: null, ticketNumber });
    }
    if (decision.reopened === 'continued') this.tickets.delete(decision.ticket.id);
    return decision.ticket.id;
  }

  #blank(at: number, ticket: OpenTicket): Conversation {
    const { clientId, clientName, address, channelId, channel, conversationId } = this.cast;
    return {
      status: 'waiting',
      handler: 'none',
      queueId: channel.queueId,
      assigneeId: null,
      kind: 'direct',
      clientId,
      client: { name: clientName, avatar: null, address },
      channelId,
      channelType: channel.type,
      identityId: conversationId,
      lastMessage: { text: '', kind: 'text', direction: 'event', at },
      inboundCount: 0,
      readCount: 0,
      unread: false,
      priority: 'medium',
      tags: [],
      windowEndsAt: null,
      waitingSince: null,
      ticket,
      consent: 'unknown',
      createdAt: at,
    };
  }

  /** What notes and messages of members share. */
  #line(at: number, uid: string, messageId: string, content: { text: string; assets: AssetName[] }): Message {
    const { companyId, conversationId } = this.cast;
    const media = this.#attach(messageId, content.assets);
    return {
      companyId,
      conversationId,
      direction: 'note',
      public: false,
      kind: media[0]?.kind ?? 'text',
      text: content.text,
      media,
      providerMessageId: null,
      from: null,
      fromName: null,
      providerAt: at,
      receivedAt: at,
      sentBy: uid,
      ticketId: this.conversation.ticket.id,
      status: null,
      error: null,
      replyTo: null,
    };
  }

  #tell(at: number, by: string | null, event: ConversationEvent): void {
    const { companyId, conversationId } = this.cast;
    const placement = { companyId, conversationId, ticketId: this.conversation.ticket.id, receivedAt: at };
    this.messages.set(demoId('event', this.#stepId()), eventMessage(placement, by, event));
  }

  #attach(messageId: string, assets: AssetName[]): Media[] {
    const { companyId, conversationId, assetSizes } = this.cast;
    return assets.map((asset, index) => {
      const path = mediaPath(companyId, conversationId, messageId, index);
      this.files.push({ path, asset });
      const { kind, mimeType, name } = ASSETS[asset];
      return { kind, mimeType, name, size: assetSizes[asset], path, state: 'stored' };
    });
  }

  #newest(direction: 'inbound' | 'outbound'): Message['replyTo'] {
    const found = [...this.messages].findLast(([, message]) => message.direction === direction);
    if (found === undefined) return null;
    const [messageId, { providerMessageId, text, kind }] = found;
    return { messageId, providerMessageId, text, kind, direction };
  }

  #patch(patch: Partial<Conversation>): void {
    this.#conversation = { ...this.conversation, ...patch };
  }

  #providerId(hasMedia: boolean): string {
    const bytes = Buffer.from(demoId('provider', this.#stepId()), 'base64url');
    return (hasMedia ? 'MM' : 'SM') + bytes.toString('hex').slice(0, 32);
  }

  #stepId(): string {
    this.#steps += 1;
    return `${this.cast.conversationId}|${this.#steps}`;
  }
}
