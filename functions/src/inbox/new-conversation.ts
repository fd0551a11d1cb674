import type { Transaction } from 'firebase-admin/firestore';
import type { Client, ClientKey, Consent, Identity } from '#contracts/collections/client.ts';
import type { Conversation } from '#contracts/collections/conversation.ts';
import { paths } from '#contracts/collections/paths.ts';
import { searchTokens } from '#contracts/search-tokens.ts';
import { db } from '../platform/admin.ts';
import { randomId } from '../platform/ids.ts';
import { clientKeyIdOf, findClientByPhone } from './find-customer.ts';

/** A customer whom nobody knows on this channel account. */
export interface Newcomer {
  companyId: string;
  channelId: string;
  /** The strongest id first. */
  identityIds: string[];
  address: string;
  phone: string | null;
  /** What the channel calls them, or what the member who starts the conversation typed. */
  name: string | null;
  consent: Consent;
  at: number;
}

/** Who the newcomer turned out to be: a client known from another channel, or a new one. */
export interface Introduction {
  clientId: string;
  name: string;
  avatar: string | null;
  isNewClient: boolean;
}

/** Looks the newcomer up by number. Reads only, at most two documents. */
export async function introduce(transaction: Transaction, newcomer: Newcomer): Promise<Introduction> {
  const known =
    newcomer.phone === null ? null : await findClientByPhone(transaction, newcomer.companyId, newcomer.phone);
  if (known !== null) {
    return { clientId: known.id, name: known.name, avatar: known.avatar, isNewClient: false };
  }
  const name = newcomer.name ?? newcomer.phone ?? newcomer.address;
  return { clientId: randomId(), name, avatar: null, isNewClient: true };
}

/**
 * Writes the customer and the conversation. Everything is created, nothing overwritten: where another delivery was
 * faster, the transaction fails as a whole and is run again.
 */
export function writeNewcomer(
  transaction: Transaction,
  newcomer: Newcomer,
  introduction: Introduction,
  conversation: { id: string; data: Conversation },
): void {
  const { companyId } = newcomer;
  if (introduction.isNewClient) writeClient(transaction, newcomer, introduction);
  const identity: Identity = {
    channelId: newcomer.channelId,
    conversationId: conversation.id,
    clientId: introduction.clientId,
    address: newcomer.address,
    consent: newcomer.consent,
    consentAt: newcomer.consent === 'unknown' ? null : newcomer.at,
    createdAt: newcomer.at,
  };
  for (const id of newcomer.identityIds) {
    transaction.create(db().doc(paths.identity(companyId, id)), identity);
  }
  transaction.create(db().doc(paths.conversation(companyId, conversation.id)), conversation.data);
}

function writeClient(transaction: Transaction, newcomer: Newcomer, { clientId, name }: Introduction): void {
  const { companyId, phone, at } = newcomer;
  const phones = phone === null ? [] : [phone];
  const client: Client = {
    name,
    phones,
    emails: [],
    avatar: null,
    tags: [],
    ownerId: null,
    fields: {},
    notes: '',
    consent: 'unknown',
    searchTokens: searchTokens(name, phones),
    createdAt: at,
    updatedAt: at,
  };
  transaction.create(db().doc(paths.client(companyId, clientId)), client);
  if (phone === null) return;
  const key: ClientKey = { kind: 'phone', clientId };
  transaction.create(db().doc(paths.clientKey(companyId, clientKeyIdOf('phone', phone))), key);
}
