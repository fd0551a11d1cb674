import * as z from 'zod/mini';

/** What can be done to the company's set-up, as `<thing>.<verb>`. */
export const AUDIT_ACTIONS = [
  'member.invited',
  'member.invitation-resent',
  'member.joined',
  'member.role-changed',
  'member.queues-changed',
  'member.disabled',
  'member.enabled',
  'member.removed',
  'member.signed-out',
  'member.work-handed-over',
  'company.changed',
  'mail.changed',
  'channel.saved',
  'queue.saved',
  'tag.saved',
  'calendar.saved',
  'calendar.deleted',
  'announcement.saved',
  'announcement.deleted',
  'automation.mode-changed',
  'automation.channel-changed',
  'assistant.saved',
  'assistant.archived',
  'knowledge.saved',
  'knowledge.deleted',
  'knowledge.question-dismissed',
  'knowledge.question-reopened',
  'ai.key-changed',
  'ai.limits-changed',
] as const;
export const auditActionSchema = z.enum(AUDIT_ACTIONS);
export type AuditAction = z.infer<typeof auditActionSchema>;

/** The actions that a filter means: one by its name, or all of a thing, such as `member`. */
export function auditActionsOf(what: string): AuditAction[] {
  return AUDIT_ACTIONS.filter((action) => action === what || action.startsWith(`${what}.`));
}

/** A value before or after: never a secret, never a message's text. */
const auditValueSchema = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);
const auditValuesSchema = z.record(z.string(), auditValueSchema);

/** Every field whose change is recorded: the app has a word for each. */
export const AUDIT_FIELDS = [
  'name',
  'title',
  'email',
  'role',
  'roles',
  'queues',
  'capacity',
  'active',
  'conversations',
  'to',
  'locale',
  'timeZone',
  'accent',
  'hasLogo',
  'color',
  'archived',
  'priority',
  'from',
  'until',
  'state',
  'address',
  'account',
  'type',
  'host',
  'port',
  'user',
  'fromName',
  'fromAddress',
  'lastFour',
  'queueId',
  'closedQueueId',
  'calendarId',
  'closedMessage',
  'reopenWithinMs',
  'token',
  'mode',
  'chatbot',
  'ai',
  'status',
  'promptVersion',
  'allowedHosts',
  'tokensPerDay',
  'answersPerDay',
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'exceptions',
  'assistant',
  'trained',
  'characters',
  'bytes',
  'question',
] as const;
export type AuditField = (typeof AUDIT_FIELDS)[number];
/** What is recorded of a change; a field that is absent is left out. */
export type AuditValues = Partial<Record<AuditField, z.infer<typeof auditValueSchema> | undefined>>;

/** `audit/{id}`: one privileged change. Written in the transaction of the change; never changed. Functions only write. */
export const auditEntrySchema = z.object({
  at: z.number(),
  action: auditActionSchema,
  /** Who did it; the name as it was then. */
  by: z.object({ uid: z.string(), name: z.string() }),
  target: z.object({ id: z.string(), name: z.string() }),
  /** Only what differs. */
  before: auditValuesSchema,
  after: auditValuesSchema,
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;
