import type { Twilio } from 'twilio';
import type { ChannelAccount, OwnershipResult } from '../contract.ts';
import { createClient } from './client.ts';
import { readFailure } from './send.ts';

/** Most WhatsApp senders of one account that are looked through. */
const SENDER_LIMIT = 1000;

/**
 * Asks Twilio, with the credentials given, for the account and whether the address is among its own: phone numbers for
 * SMS, senders for WhatsApp. Without this, anybody could route another company's number to themselves.
 */
export async function confirmOwnership(account: ChannelAccount): Promise<OwnershipResult> {
  const client = await createClient(account);
  try {
    const { friendlyName } = await client.api.v2010.accounts(account.account).fetch();
    const owns = account.address.startsWith('whatsapp:')
      ? await ownsSender(client, account.address)
      : await ownsNumber(client, account.address);
    if (!owns) return { outcome: 'refused', reason: 'address-not-owned' };
    return { outcome: 'confirmed', accountName: friendlyName };
  } catch (error) {
    const { status, isProviders } = readFailure(error);
    if (!isProviders) throw error;
    if (status === 401 || status === 403 || status === 404) {
      return { outcome: 'refused', reason: 'credentials-refused' };
    }
    return { outcome: 'refused', reason: 'provider-unavailable' };
  }
}

async function ownsNumber(client: Twilio, phoneNumber: string): Promise<boolean> {
  const numbers = await client.incomingPhoneNumbers.list({ phoneNumber, limit: 20 });
  return numbers.some((number) => number.phoneNumber === phoneNumber); // the filter also finds parts of numbers
}

async function ownsSender(client: Twilio, address: string): Promise<boolean> {
  const senders = await client.messaging.v2.channelsSenders.list({
    channel: 'whatsapp',
    limit: SENDER_LIMIT,
  });
  return senders.some((sender) => sender.senderId === address);
}
