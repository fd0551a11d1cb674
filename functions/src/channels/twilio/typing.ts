import type { ChannelAccount } from '../contract.ts';
import { createClient } from './client.ts';

/**
 * Shows "typing" for up to 25 seconds or until the next message, and marks the customer's message as read. WhatsApp
 * only. Source: https://www.twilio.com/docs/whatsapp/api/typing-indicators-resource (public beta)
 */
export async function showTyping(account: ChannelAccount, providerMessageId: string): Promise<void> {
  const client = await createClient(account);
  await client.messaging.v2.typingIndicator.create({ channel: 'whatsapp', messageId: providerMessageId });
}
