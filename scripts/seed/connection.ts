import type { ChannelType } from '#contracts/channels.ts';
import type { Channel, Route } from '#contracts/collections/channel.ts';
import { paths } from '#contracts/collections/paths.ts';
import { channelAdapters } from '../../functions/src/channels/registry.ts';
import { routeIdOf } from '../../functions/src/connections/route-store.ts';
import { readSecretState, writeSecret } from '../../functions/src/connections/secret-store.ts';
import { db } from '../../functions/src/platform/admin.ts';
import { shownEnd } from '../../functions/src/platform/shown-end.ts';

/** A channel and the route that leads its inbound messages there. */
export interface Connection {
  channelId: string;
  channel: Channel;
  routeId: string;
  route: Route;
}

/** The documents of a connected channel, without its secret. */
export function describeConnection(details: {
  companyId: string;
  channelId: string;
  type: ChannelType;
  name: string;
  accountSid: string;
  authToken: string;
  /** E.164 of the company. */
  phone: string;
  queueId: string | null;
  reopenWithinMs: number;
  country: string;
  publicBaseUrl: string;
  createdAt: number;
}): Connection {
  const { companyId, channelId, type, queueId, reopenWithinMs, country, createdAt } = details;
  const adapter = channelAdapters[type];
  const address = adapter.addressOf(details.phone);
  const origin = details.publicBaseUrl.replace(/\/+$/, '');
  return {
    channelId,
    channel: {
      type,
      name: details.name,
      state: 'active',
      account: details.accountSid,
      address,
      queueId,
      reopenWithinMs,
      secretId: channelId,
      secretLastFour: shownEnd(details.authToken),
      webhookUrl: origin + adapter.webhookPath,
      statusUrl: origin + adapter.statusPath,
      health: { lastWebhookAt: null, lastErrorAt: null, lastError: null },
      createdAt,
      updatedAt: createdAt,
    },
    routeId: routeIdOf(adapter.provider, details.accountSid, address),
    route: {
      companyId,
      channelId,
      channelType: type,
      secretId: channelId,
      queueId,
      reopenWithinMs,
      country,
      state: 'active',
    },
  };
}

/**
 * Writes a connection with its encrypted credentials; one that is there already stays as it is.
 * @param keyring JSON of the keys that wrap data keys, as the functions get it
 */
export async function writeConnection(
  { channelId, channel, routeId, route }: Connection,
  credentials: { authToken: string; setBy: string; keyring: string },
): Promise<void> {
  const { companyId } = route;
  process.env['KEYRING'] = credentials.keyring; // where the functions' own secret store reads it
  await db().runTransaction(async (transaction) => {
    const channelRef = db().doc(paths.channel(companyId, channelId));
    const [existing, state] = await Promise.all([
      transaction.get(channelRef),
      readSecretState(transaction, companyId, channelId),
    ]);
    if (existing.exists) return;
    transaction.set(channelRef, channel);
    transaction.set(db().doc(paths.route(routeId)), route);
    const { authToken, setBy } = credentials;
    writeSecret(transaction, { companyId, secretId: channelId, setBy, state }, authToken);
  });
}
