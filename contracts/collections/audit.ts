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
export type AuditValues = z.infer<typeof auditValuesSchema>;

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
