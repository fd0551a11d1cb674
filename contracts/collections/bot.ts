import * as z from 'zod/mini';
import { mediaKindSchema } from '../message-kinds.ts';

const text = (characters: number) => z.string().check(z.maxLength(characters));
const stepId = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,40}$/));

/** A file that a bot sends: below `companies/{companyId}/media/bots/`. */
export const botMediaSchema = z.strictObject({
  path: text(300),
  name: text(200),
  mimeType: text(100),
  kind: mediaKindSchema,
  size: z.number(),
});
export type BotMedia = z.infer<typeof botMediaSchema>;

/** What a question accepts. */
export const ANSWER_FORMATS = ['text', 'email', 'phone', 'number', 'date'] as const;
export type AnswerFormat = (typeof ANSWER_FORMATS)[number];

/** Steps of one bot: its document stays far below what Firestore takes. */
export const BOT_STEPS = 150;

/** Under what a question keeps its answer. */
export const variableNameSchema = z.string().check(z.regex(/^[a-z][a-z0-9_]{0,39}$/));

/**
 * One step of a rule bot. Null after a `say` ends the bot's part: the conversation stays open, and what the customer
 * writes next begins at the start again. `onFailure` null asks again and again. Every other null is a dead end that
 * `findProblems` refuses: the customer would get no answer.
 */
export const botStepSchema = z.discriminatedUnion('type', [
  /** Says something and goes on. */
  z.strictObject({
    type: z.literal('say'),
    text: text(1600),
    /** A file to send along, stored by `storeBotMedia`. */
    media: z.nullable(botMediaSchema),
    next: z.nullable(stepId),
  }),
  /** Offers choices and waits. Numbered where the channel has no buttons. */
  z.strictObject({
    type: z.literal('menu'),
    text: text(1000),
    options: z
      .array(z.strictObject({ id: stepId, label: text(60), next: z.nullable(stepId) }))
      .check(z.minLength(1), z.maxLength(10)),
    /** After this many replies that are no choice, go on there. */
    failuresUntil: z.number().check(z.int(), z.minimum(1), z.maximum(5)),
    onFailure: z.nullable(stepId),
  }),
  /** Asks, checks the answer, keeps it under `variable` (and in the client's field of that name), goes on. */
  z.strictObject({
    type: z.literal('ask'),
    text: text(1000),
    format: z.enum(ANSWER_FORMATS),
    variable: variableNameSchema,
    retryText: text(500),
    failuresUntil: z.number().check(z.int(), z.minimum(1), z.maximum(5)),
    onFailure: z.nullable(stepId),
    next: z.nullable(stepId),
  }),
  /** Goes on by the opening hours; `calendarId` null: the channel's or the company's. */
  z.strictObject({
    type: z.literal('hours'),
    calendarId: z.nullable(z.string()),
    whenOpen: z.nullable(stepId),
    whenClosed: z.nullable(stepId),
  }),
  /** Hands over to people, in a queue; `queueId` null: the channel's. */
  z.strictObject({ type: z.literal('handOver'), text: text(1000), queueId: z.nullable(z.string()) }),
  /** Says goodbye and closes the conversation. */
  z.strictObject({ type: z.literal('end'), text: text(1000) }),
]);
export type BotStep = z.infer<typeof botStepSchema>;

export const rulePrioritySchema = z.number().check(z.int(), z.minimum(1), z.maximum(999));

/** A rule that is tried on every message before the current step: the lowest `priority` first. */
export const botRuleSchema = z.strictObject({
  /** `keyword`: a whole word or phrase, ignoring case and accents. `pattern`: RE2, linear time. */
  match: z.enum(['keyword', 'pattern']),
  value: text(200),
  priority: rulePrioritySchema,
  next: stepId,
});
export type BotRule = z.infer<typeof botRuleSchema>;

/** A whole rule bot. */
export const botDefinitionSchema = z.strictObject({
  /** Where every conversation begins: usually a greeting. */
  start: stepId,
  steps: z.record(stepId, botStepSchema),
  rules: z.array(botRuleSchema).check(z.maxLength(100)),
  /** Said when nothing fits; then the current menu or question again. */
  fallbackText: text(500),
});
export type BotDefinition = z.infer<typeof botDefinitionSchema>;

/** Where a conversation stands in a rule bot. */
export const botStateSchema = z.object({
  /** The menu or question that waits for a reply; null: the bot has said all and starts anew on the next message. */
  stepId: z.nullable(z.string()),
  /** Replies in a row that did not fit. */
  failures: z.number(),
  /** What questions collected. */
  variables: z.record(z.string(), z.string()),
});
export type BotState = z.infer<typeof botStateSchema>;
