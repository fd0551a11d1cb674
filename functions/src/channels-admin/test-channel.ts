import type { CallableOutput } from '#contracts/callables/index.ts';
import { channelAdapters } from '../channels/registry.ts';
import { findChannel, noteChannelError, openAccount } from '../connections/channel-store.ts';
import type { Call } from '../platform/callable.ts';
import { readPhone } from '../platform/phone.ts';
import { Refusal } from '../platform/refusal.ts';

const TEST_TEXT = 'This is a test message from Colibri. The channel works.';

/**
 * Asks the provider whether the stored credentials still work, and sends a test message where a number is given. The
 * message belongs to no conversation. A failure also shows as the channel's health.
 * @throws Refusal `not-found`, `phone-invalid`, `credentials-refused`, `address-not-owned`, `provider-unavailable`,
 *   `provider-refused` with the provider's code and sentence
 */
export async function testChannel(call: Call<'testChannel'>): Promise<CallableOutput<'testChannel'>> {
  const { companyId, input } = call;
  const channel = await findChannel(companyId, input.channelId);
  if (channel === null) throw new Refusal('not-found', { field: 'channelId' });
  const adapter = channelAdapters[channel.type];
  const account = await openAccount(companyId, channel);
  const ownership = await adapter.confirmOwnership(account);
  if (ownership.outcome === 'refused') {
    await noteChannelError(companyId, input.channelId, `Test failed: ${ownership.reason}`);
    throw new Refusal(ownership.reason);
  }
  const { accountName } = ownership;
  if (input.phone === null) return { accountName, providerMessageId: null };

  const e164 = readPhone(input.phone, call.company.country);
  if (e164 === null) throw new Refusal('phone-invalid', { field: 'phone' });
  const message = { to: adapter.addressOf(e164), text: TEST_TEXT, mediaUrls: [], statusUrl: null };
  const result = await adapter.send(account, message);
  if (result.outcome === 'unknown') throw new Refusal('provider-unavailable');
  if (result.outcome === 'refused') {
    const { code, message: sentence } = result.error;
    await noteChannelError(companyId, input.channelId, sentence);
    throw new Refusal('provider-refused', { values: { code, message: sentence } });
  }
  return { accountName, providerMessageId: result.providerMessageId };
}
