import type { ChannelAdapter, WebhookRequest } from '../channels/contract.ts';
import { channelAdapters } from '../channels/registry.ts';
import { noteWebhookSeen } from '../connections/channel-store.ts';
import { findRoute, routeIdOf, type KnownRoute } from '../connections/route-store.ts';
import { readSecret } from '../connections/secret-store.ts';
import { applyStatus } from '../inbox/apply-status.ts';
import { readCallbackIds } from '../inbox/callback-ids.ts';
import { receiveMessage } from '../inbox/receive-message.ts';
import { now } from '../platform/clock.ts';
import { isActive, findCompany } from '../platform/company.ts';
import { log } from '../platform/log.ts';

export type WebhookOutcome =
  | { status: 200; answer: { contentType: string; body: string } }
  /** Not from the provider, or for nobody we know: the two look the same from outside. */
  | { status: 403 }
  /** From the provider, but without what storing needs. */
  | { status: 400 };

/** A secret may have been changed at another instance; a flood of forged requests must not read it every time. */
const FRESH_SECRET_INTERVAL_MS = 30_000;
const lastFreshReadAt = new Map<string, number>();

/**
 * Takes one delivery of a provider: finds whose it is, makes sure the provider sent it, stores what it says. Until the
 * signature holds, nothing is believed and nothing written.
 */
export async function takeWebhook(adapter: ChannelAdapter, request: WebhookRequest): Promise<WebhookOutcome> {
  const target = adapter.readAddress(request);
  if (target === null) return refuse('no address');
  const route = await findRoute(routeIdOf(adapter.provider, target.account, target.address));
  if (route === null) return refuse('unknown address');
  if (!(await isAuthentic(adapter, request, route))) return refuse('wrong signature', route);
  if (route.state === 'disabled' || !isActive(await findCompany(route.companyId))) {
    const { companyId, channelId } = route;
    log.info('webhook for what is switched off', { companyId, channelId, channelState: route.state });
    return { status: 200, answer: adapter.answer };
  }
  const [isComplete] = await Promise.all([store(adapter, request, route), noteSeen(route)]);
  return isComplete ? { status: 200, answer: adapter.answer } : { status: 400 };
}

/** The same answer whatever the reason; the log tells operators, without a word of the request. */
function refuse(reason: string, route?: KnownRoute): WebhookOutcome {
  log.warn('webhook refused', { reason, companyId: route?.companyId, channelId: route?.channelId });
  return { status: 403 };
}

async function isAuthentic(
  adapter: ChannelAdapter,
  request: WebhookRequest,
  route: KnownRoute,
): Promise<boolean> {
  const { companyId, secretId } = route;
  const authToken = await readSecret(companyId, secretId);
  if (adapter.verify(request, authToken)) return true;
  const time = now();
  const isTooSoon = time - (lastFreshReadAt.get(route.id) ?? 0) < FRESH_SECRET_INTERVAL_MS;
  if (isTooSoon) return false;
  lastFreshReadAt.set(route.id, time);
  const fresh = await readSecret(companyId, secretId, { fresh: true });
  return fresh !== authToken && adapter.verify(request, fresh);
}

async function store(adapter: ChannelAdapter, request: WebhookRequest, route: KnownRoute): Promise<boolean> {
  let isComplete = true;
  for (const event of adapter.parse(request)) {
    if (event.type === 'message') await receiveMessage(route, event);
    else if (event.type === 'status') {
      const ids = readCallbackIds(request.url, route.companyId);
      const error =
        event.status === 'failed'
          ? channelAdapters[route.channelType].describeError(event.errorCode ?? '')
          : null;
      await applyStatus(route.companyId, { ...event, ids, error });
    } else {
      log.info('webhook without effect', { channelId: route.channelId, reason: event.reason });
      if (event.type === 'invalid') isComplete = false;
    }
  }
  return isComplete;
}

/** Health is worth less than the message: its failure is logged and no more. */
async function noteSeen(route: KnownRoute): Promise<void> {
  try {
    await noteWebhookSeen(route.companyId, route.channelId);
  } catch (error) {
    log.error('health not noted', error, { companyId: route.companyId, channelId: route.channelId });
  }
}
