import type { ChannelType } from '#contracts/channels.ts';
import type { InboundEvent } from '#contracts/inbound.ts';
import type { DeliveryStatus } from '#contracts/message-kinds.ts';
import type { MessageError } from '#contracts/collections/message.ts';
import type { Reason } from '#contracts/errors.ts';

/** One webhook request, exactly as it came. */
export interface WebhookRequest {
  /** The public address that the provider called: configured origin, path and query byte for byte. */
  url: string;
  /** Part of the path that tells deliveries of one provider apart, such as `whatsapp` or `status`. */
  endpoint: string;
  contentType: string;
  /** Header by lower-case name; undefined where absent. */
  header: (name: string) => string | undefined;
  rawBody: Buffer;
}

/** Where a webhook belongs: what a route is found by, read before anything is verified and trusted for nothing else. */
export interface WebhookAddress {
  account: string;
  address: string;
}

/** What answers the provider once a webhook is taken. */
interface WebhookAnswer {
  contentType: string;
  body: string;
}

/** A connection as a channel sees it: whose account, which address, and the credential. */
export interface ChannelAccount {
  account: string;
  address: string;
  authToken: string;
  /** Origin that stands in for the provider's API, or null. */
  apiBaseUrl: string | null;
}

export interface OutboundMessage {
  to: string;
  text: string;
  /** Addresses that the provider fetches the files from. */
  mediaUrls: string[];
  /** Where the provider reports the fate of this message. */
  statusUrl: string | null;
}

export type SendResult =
  | { outcome: 'accepted'; providerMessageId: string }
  /**
   * The provider did not take it, or never got it. `optedOut`: it says that the customer refuses messages.
   * `channelFault`: it would refuse every message of this channel, such as for its credentials.
   */
  | { outcome: 'refused'; error: MessageError; optedOut: boolean; channelFault: boolean }
  /** Nobody can tell from here: a timeout or a fault after the request had left. */
  | { outcome: 'unknown' };

/** A message as the provider's own list shows it. */
export interface ProviderMessage {
  providerMessageId: string;
  text: string;
  mediaCount: number;
  createdAt: number;
  status: DeliveryStatus;
  error: MessageError | null;
}

export interface MediaAccess {
  /** Origins that may get the credentials, and the header that carries them. */
  origins: string[];
  authorization: string;
  /** Where a file is, by what the webhook said of it. */
  locate: (ref: string) => string;
}

export type OwnershipResult =
  { outcome: 'confirmed'; accountName: string } | { outcome: 'refused'; reason: Reason };

/**
 * A channel: it knows its provider and nothing else (no Firestore, no feature, no other channel). Errors of the provider
 * are values; what it throws is a fault of ours.
 */
export interface ChannelAdapter {
  type: ChannelType;
  /** Part of every route id: one provider may serve several channel types. */
  provider: string;
  /** Which account and address a request names; null where it names none. Never throws, whatever the bytes. */
  readAddress: (request: WebhookRequest) => WebhookAddress | null;
  /** Whether the provider signed exactly this request with this account's secret. */
  verify: (request: WebhookRequest, authToken: string) => boolean;
  /** Turns a verified request into events. Never throws: what it does not know is `unsupported` or `invalid`. */
  parse: (request: WebhookRequest) => InboundEvent[];
  answer: WebhookAnswer;
  /** The sentence for a provider's error code. */
  describeError: (code: string) => MessageError;
  send: (account: ChannelAccount, message: OutboundMessage) => Promise<SendResult>;
  /**
   * Shows the customer that an answer is being written, beneath the message with this id. Present exactly where the
   * channel's capabilities say so. Throws where the provider refuses: who calls it goes on without.
   */
  showTyping?: (account: ChannelAccount, providerMessageId: string) => Promise<void>;
  /** All that the provider knows of messages sent to this address since a time; null where it cannot tell now. */
  findSent: (account: ChannelAccount, to: string, sinceMs: number) => Promise<ProviderMessage[] | null>;
  /** The company's address as the provider writes it, from E.164. Also how a customer's address is made. */
  addressOf: (e164: string) => string;
  /** An address in the one spelling under which its identity is kept, as `primaryId` of an inbound message. */
  externalIdOf: (address: string) => string;
  /** Asks the provider, with these credentials, whether the account owns the address. */
  confirmOwnership: (account: ChannelAccount) => Promise<OwnershipResult>;
  /** How the files of messages are fetched. */
  mediaAccess: (account: ChannelAccount) => MediaAccess;
  /** Paths to enter at the provider, below the public origin. */
  webhookPath: string;
  statusPath: string;
}
