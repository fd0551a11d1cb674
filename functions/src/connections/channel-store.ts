import { paths } from '#contracts/collections/paths.ts';
import { channelSchema, type Channel } from '#contracts/collections/channel.ts';
import type { ChannelAccount } from '../channels/contract.ts';
import { db } from '../platform/admin.ts';
import { ExpiringCache } from '../platform/cache.ts';
import { now } from '../platform/clock.ts';
import { twilioApiBaseUrl } from '../platform/config.ts';
import { log } from '../platform/log.ts';
import { Refusal } from '../platform/refusal.ts';
import { readSecret, UnreadableSecretError } from './secret-store.ts';

/** How long an instance may go on with a channel that was changed elsewhere. */
const CACHE = { ttlMs: 60_000, maxEntries: 2_000 };
/** Health is for people: once in ten minutes per instance is enough, and keeps webhooks at their budget. */
const HEALTH_INTERVAL_MS = 10 * 60_000;

const cache = new ExpiringCache<Channel>(CACHE);
const lastHealthWriteAt = new Map<string, number>();

/** A channel of a company, or null. Costs a read at most once a minute. */
export async function findChannel(companyId: string, channelId: string): Promise<Channel | null> {
  const key = `${companyId}|${channelId}`;
  const cached = cache.get(key);
  if (cached !== undefined) return cached;
  const snapshot = await db().doc(paths.channel(companyId, channelId)).get();
  if (!snapshot.exists) return null;
  const channel = channelSchema.parse(snapshot.data());
  cache.set(key, channel);
  return channel;
}

export function forgetChannel(companyId: string, channelId: string): void {
  cache.delete(`${companyId}|${channelId}`);
}

/**
 * What an adapter needs to act for a channel, credentials included.
 * @throws Refusal `channel-not-configured` where the credentials have to be entered again
 */
export async function openAccount(companyId: string, channel: Channel): Promise<ChannelAccount> {
  const { account, address, secretId } = channel;
  try {
    const authToken = await readSecret(companyId, secretId);
    return { account, address, authToken, apiBaseUrl: twilioApiBaseUrl() };
  } catch (error) {
    if (!(error instanceof UnreadableSecretError)) throw error;
    log.error('credentials cannot be read', error, { companyId });
    throw new Refusal('channel-not-configured');
  }
}

/** Notes that the provider reached us, at most once in ten minutes per instance. */
export async function noteWebhookSeen(companyId: string, channelId: string): Promise<void> {
  const key = `${companyId}|${channelId}`;
  const time = now();
  if (time - (lastHealthWriteAt.get(key) ?? 0) < HEALTH_INTERVAL_MS) return;
  lastHealthWriteAt.set(key, time);
  await db().doc(paths.channel(companyId, channelId)).update({ 'health.lastWebhookAt': time });
}

/** Shows people that the channel itself is in trouble, such as refused credentials. */
export async function noteChannelError(companyId: string, channelId: string, message: string): Promise<void> {
  await db()
    .doc(paths.channel(companyId, channelId))
    .update({ 'health.lastErrorAt': now(), 'health.lastError': message });
}
