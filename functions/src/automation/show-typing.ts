import { channelAdapters } from '../channels/registry.ts';
import type { OpenChannel } from '../inbox/dispatch-message.ts';
import { log } from '../platform/log.ts';

/** Shows the customer that an answer is coming, where the channel can. It is a courtesy: failing changes nothing. */
export async function showTyping(
  { channel, account }: OpenChannel,
  providerMessageId: string | null,
): Promise<void> {
  const adapter = channelAdapters[channel.type];
  if (adapter.showTyping === undefined || providerMessageId === null) return;
  try {
    await adapter.showTyping(account, providerMessageId);
  } catch (error) {
    log.warn('typing not shown', {
      channelType: channel.type,
      error: error instanceof Error ? error.name : 'unknown',
    });
  }
}
