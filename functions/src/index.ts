import type { CallableFunction } from 'firebase-functions/https';
import type { CallableName } from '#contracts/callables/index.ts';
import { announcementCallables } from './announcements/announcement-callables.ts';
import { aiCallables } from './ai/ai-callables.ts';
import { createApiApp } from './api/app.ts';
import { tryAssistantCallables } from './automation/try-assistant.ts';
import { automationCallables } from './automation/automation-callables.ts';
import { calendarCallables } from './calendars/calendar-callables.ts';
import { auditCallables } from './audit/export-audit.ts';
import { channelCallables } from './channels-admin/channel-callables.ts';
import { clientCallables } from './clients/save-client.ts';
import { companyCallables } from './company/company-callables.ts';
import { inboxCallables } from './inbox/inbox-callables.ts';
import { sweepPending as settlePending } from './inbox/sweep-pending.ts';
import { mailCallables } from './mail/mail-callables.ts';
import { knowledgeCallables } from './knowledge/knowledge-callables.ts';
import { createMediaApp } from './media/app.ts';
import { runOutboxEntry } from './outbox/run-entry.ts';
import { sweepOutbox as runDueEntries } from './outbox/sweep-outbox.ts';
import { peopleCallables } from './people/people-callables.ts';
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
  ...companyCallables,
  ...mailCallables,
  ...announcementCallables,
  ...aiCallables,
  ...tryAssistantCallables,
  ...knowledgeCallables,
  ...automationCallables,
  ...calendarCallables,
  ...peopleCallables,
  ...auditCallables,
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
  saveCompany,
  saveMailSettings,
  testMail,
  saveAnnouncement,
  deleteAnnouncement,
  saveAiKey,
  testAiKey,
  tryAssistant,
  saveKnowledge,
  deleteKnowledge,
  trainAssistant,
  setAutomationMode,
  setChannelAssistant,
  saveAssistant,
  setAssistantStatus,
  duplicateAssistant,
  archiveAssistant,
  exportAssistant,
  importAssistant,
  storeBotMedia,
  saveAiLimits,
  dismissQuestion,
  reopenQuestion,
  giveToAutomation,
  approveDraft,
  discardDraft,
  saveCalendar,
  deleteCalendar,
  setHours,
  inviteMember,
  resendInvitation,
  getInvitation,
  acceptInvitation,
  setMemberRole,
  setMemberQueues,
  disableMember,
  enableMember,
  removeMember,
  signOutEverywhere,
  handOverConversations,
  saveProfile,
  noteSession,
  endSession,
  endAllSessions,
  exportAudit,
} = callables;

export const webhooks = defineHttp(createWebhooksApp(), { secrets: SECRETS.providers });
export const media = defineHttp(createMediaApp(), { secrets: SECRETS.links });
export const api = defineHttp(createApiApp());

/** More than the default of 256: 320 for the process that reads a file, see `knowledge/read-text-apart.ts`. */
const OUTBOX_MEMORY = '512MiB';

export const outboxCreated = defineTrigger('companies/{companyId}/outbox/{outboxId}', runOutboxEntry, {
  secrets: SECRETS.mail,
  timeoutSeconds: 300,
  memory: OUTBOX_MEMORY,
});
export const sweepPending = defineSchedule('every 1 minutes', settlePending, {
  secrets: SECRETS.providers,
  timeoutSeconds: 300,
});
export const sweepOutbox = defineSchedule('every 1 minutes', runDueEntries, {
  secrets: SECRETS.mail,
  timeoutSeconds: 300,
  memory: OUTBOX_MEMORY,
});
