import type { AuditValues } from '#contracts/collections/audit.ts';
import { channelSchema, routeSchema, type Channel, type Route } from '#contracts/collections/channel.ts';
import { paths } from '#contracts/collections/paths.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { ChannelAdapter } from '../channels/contract.ts';
import { channelAdapters } from '../channels/registry.ts';
import { readTaxonomy } from '../company/read-taxonomy.ts';
import { forgetChannel } from '../connections/channel-store.ts';
import { forgetRoute, routeIdOf } from '../connections/route-store.ts';
import { forgetSecret, readSecret, readSecretState, writeSecret } from '../connections/secret-store.ts';
import { db } from '../platform/admin.ts';
import type { Call } from '../platform/callable.ts';
import { now } from '../platform/clock.ts';
import { publicBaseUrl, twilioApiBaseUrl } from '../platform/config.ts';
import { randomId } from '../platform/ids.ts';
import { readPhone } from '../platform/phone.ts';
import { Refusal } from '../platform/refusal.ts';
import { shownEnd } from '../platform/shown-end.ts';

/** What is to be saved, after everything that can be refused has been asked. */
interface Plan {
  call: Call<'saveChannel'>;
  adapter: ChannelAdapter;
  channelId: string;
  country: string;
  address: string;
  routeId: string;
  /** The new token, or null where the stored one stays. */
  authToken: string | null;
}

/**
 * Connects or changes a channel. The provider is asked with the very credentials given whether the account owns the
 * address, before a route sends anybody's messages here; an address that another company or channel holds is refused.
 * @throws Refusal `phone-invalid`, `credentials-refused`, `address-not-owned`, `provider-unavailable`, `address-taken`,
 *   `not-found` (channel or queue), `invalid-input` where the token is needed and absent
 */
export async function saveChannel(call: Call<'saveChannel'>): Promise<{ channelId: string }> {
  const plan = await makePlan(call);
  const previous = await db().runTransaction(async (transaction) => {
    const { companyId, uid } = call;
    const channelRef = db().doc(paths.channel(companyId, plan.channelId));
    const routeRef = db().doc(paths.route(plan.routeId));
    const [channelSnapshot, routeSnapshot, secretState] = await Promise.all([
      transaction.get(channelRef),
      transaction.get(routeRef),
      readSecretState(transaction, companyId, plan.channelId),
    ]);
    const stored = channelSnapshot.exists ? channelSchema.parse(channelSnapshot.data()) : null;
    requireFree(routeSnapshot.exists ? routeSchema.parse(routeSnapshot.data()) : null, plan);
    const lastFour = plan.authToken === null ? (stored?.secretLastFour ?? '') : shownEnd(plan.authToken);
    const channel = describeChannel(plan, stored, lastFour);
    transaction.set(channelRef, channel);
    writeAudit(transaction, {
      companyId,
      action: 'channel.saved',
      by: { uid, name: call.member.name },
      target: { id: plan.channelId, name: channel.name },
      before: stored === null ? {} : auditValues(stored),
      after: auditValues(channel),
    });
    transaction.set(routeRef, describeRoute(plan, stored));
    const oldRouteId =
      stored === null ? plan.routeId : routeIdOf(plan.adapter.provider, stored.account, stored.address);
    if (oldRouteId !== plan.routeId) transaction.delete(db().doc(paths.route(oldRouteId)));
    if (plan.authToken !== null) {
      const target = { companyId, secretId: plan.channelId, setBy: uid, state: secretState };
      writeSecret(transaction, target, plan.authToken);
    }
    return oldRouteId;
  });
  for (const routeId of new Set([previous, plan.routeId])) forgetRoute(routeId);
  forgetChannel(call.companyId, plan.channelId);
  forgetSecret(call.companyId, plan.channelId);
  return { channelId: plan.channelId };
}

async function makePlan(call: Call<'saveChannel'>): Promise<Plan> {
  const { companyId, input } = call;
  const adapter = channelAdapters[input.type];
  const { country } = call.company;
  const stored = await readStored(companyId, input.channelId);
  if (stored !== null && stored.type !== input.type) throw new Refusal('invalid-input', { field: 'type' });
  if (input.queueId !== null) await requireQueue(companyId, input.queueId);
  const e164 = readPhone(input.phone, country);
  if (e164 === null) throw new Refusal('phone-invalid', { field: 'phone' });
  const address = adapter.addressOf(e164);
  const isMoved = stored === null || stored.account !== input.account || stored.address !== address;
  if (input.authToken === null && isMoved) throw new Refusal('invalid-input', { field: 'authToken' });
  if (input.authToken !== null || isMoved) await confirm(call, adapter, address);
  return {
    call,
    adapter,
    channelId: input.channelId ?? randomId(),
    country,
    address,
    routeId: routeIdOf(adapter.provider, input.account, address),
    authToken: input.authToken,
  };
}

async function confirm({ companyId, input }: Call<'saveChannel'>, adapter: ChannelAdapter, address: string) {
  const authToken = input.authToken ?? (await readSecret(companyId, input.channelId ?? ''));
  const { account } = input;
  const ownership = await adapter.confirmOwnership({
    account,
    address,
    authToken,
    apiBaseUrl: twilioApiBaseUrl(),
  });
  if (ownership.outcome === 'refused') throw new Refusal(ownership.reason);
}

async function readStored(companyId: string, channelId: string | null): Promise<Channel | null> {
  if (channelId === null) return null;
  const snapshot = await db().doc(paths.channel(companyId, channelId)).get();
  if (!snapshot.exists) throw new Refusal('not-found', { field: 'channelId' });
  return channelSchema.parse(snapshot.data());
}

async function requireQueue(companyId: string, queueId: string): Promise<void> {
  const { queues } = await readTaxonomy(companyId);
  const queue = Object.hasOwn(queues, queueId) ? queues[queueId] : undefined;
  if (queue === undefined || queue.archived) throw new Refusal('not-found', { field: 'queueId' });
}

function requireFree(route: Route | null, { call, channelId }: Plan): void {
  if (route === null || (route.companyId === call.companyId && route.channelId === channelId)) return;
  throw new Refusal('address-taken', { field: 'phone' });
}

/** What the log tells of a channel: of its token the last characters, as on the card. */
function auditValues(channel: Channel): AuditValues {
  const { name, type, state, account, address, queueId, reopenWithinMs, secretLastFour } = channel;
  return { name, type, state, account, address, queueId, reopenWithinMs, token: `…${secretLastFour}` };
}

function describeChannel(
  { call, adapter, address, channelId }: Plan,
  stored: Channel | null,
  lastFour: string,
): Channel {
  const { type, name, state, account, queueId, reopenWithinMs } = call.input;
  const at = now();
  return {
    type,
    name,
    state,
    account,
    address,
    queueId,
    reopenWithinMs,
    ...hoursOf(stored),
    secretId: channelId,
    secretLastFour: lastFour,
    webhookUrl: publicBaseUrl() + adapter.webhookPath,
    statusUrl: publicBaseUrl() + adapter.statusPath,
    health: {
      lastWebhookAt: stored?.health.lastWebhookAt ?? null,
      lastErrorAt: null, // whatever was wrong, somebody has just seen to it
      lastError: null,
    },
    createdAt: stored?.createdAt ?? at,
    updatedAt: at,
  };
}

/** Opening hours are set elsewhere and stay. */
function hoursOf(stored: Channel | null): Pick<Channel, 'calendarId' | 'closedMessage'> {
  return { calendarId: stored?.calendarId ?? null, closedMessage: stored?.closedMessage ?? null };
}

function describeRoute({ call, channelId, country }: Plan, stored: Channel | null): Route {
  const { type, queueId, reopenWithinMs, state } = call.input;
  return {
    companyId: call.companyId,
    channelId,
    channelType: type,
    secretId: channelId,
    queueId,
    reopenWithinMs,
    ...hoursOf(stored),
    country,
    state,
  };
}
