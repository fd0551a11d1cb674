import type { CallableFunction } from 'firebase-functions/https';
import type { CallableName } from '#contracts/callables/index.ts';
import { createApiApp } from './api/app.ts';
import { channelCallables } from './channels-admin/channel-callables.ts';
import { clientCallables } from './clients/save-client.ts';
import { inboxCallables } from './inbox/inbox-callables.ts';
import { sweepPending as settlePending } from './inbox/sweep-pending.ts';
import { createMediaApp } from './media/app.ts';
import { runOutboxEntry } from './outbox/run-entry.ts';
import { sweepOutbox as runDueEntries } from './outbox/sweep-outbox.ts';
import { defineHttp, defineSchedule, defineTrigger } from './platform/background.ts';
import { SECRETS } from './platform/config.ts';
import { taxonomyCallables } from './settings/save-taxonomy.ts';
import { setupCallables } from './setup/setup-callables.ts';
import { createWebhooksApp } from './webhooks/app.ts';

/** Every callable of the contracts: the compiler names the one that is missing here or below. */
const callables = {
  ...inboxCallables,
  ...clientCallables,
  ...taxonomyCallables,
  ...channelCallables,
  ...setupCallables,
} satisfies Record<CallableName, CallableFunction<unknown, unknown>>;

export const {
  sendMessage,
  retryMessage,
  startConversation,
  acceptConversation,
  transferConversation,
  returnToQueue,
  closeConversation,
  reopenConversation,
  markRead,
  setPriority,
  setTags,
  getMediaGrant,
  saveClient,
  saveQueue,
  saveTag,
  saveChannel,
  testChannel,
  getInstallation,
  setUpInstallation,
} = callables;

export const webhooks = defineHttp(createWebhooksApp(), { secrets: SECRETS.providers });
export const media = defineHttp(createMediaApp(), { secrets: SECRETS.links });
export const api = defineHttp(createApiApp());

export const outboxCreated = defineTrigger('companies/{companyId}/outbox/{outboxId}', runOutboxEntry, {
  secrets: SECRETS.providers,
  timeoutSeconds: 300,
});
export const sweepPending = defineSchedule('every 1 minutes', settlePending, {
  secrets: SECRETS.providers,
  timeoutSeconds: 300,
});
export const sweepOutbox = defineSchedule('every 1 minutes', runDueEntries, {
  secrets: SECRETS.providers,
  timeoutSeconds: 300,
});
