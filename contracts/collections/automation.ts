import * as z from 'zod/mini';
import {
  aiProviderSchema,
  assistantTypeSchema,
  automationModeSchema,
  handOverReasonSchema,
} from '../automation.ts';
import { assistantStatusSchema } from './assistant.ts';

/** `settings/automation`: what answers by itself. Every member reads it. */
export const automationSchema = z.object({
  mode: automationModeSchema,
  /** Rises with every change of mode, channel or assistant's status: work that began before it changes nothing. */
  epoch: z.number(),
  /** By channel id: the assistant of each type that answers there while the mode is its type. */
  channels: z.record(z.string(), z.object({ chatbot: z.nullable(z.string()), ai: z.nullable(z.string()) })),
  /** By assistant id, for names and choices; archived ones are absent. */
  assistants: z.record(
    z.string(),
    z.object({
      name: z.string(),
      type: assistantTypeSchema,
      status: assistantStatusSchema,
      calendarId: z.nullable(z.string()),
    }),
  ),
  /** Who changed the mode, or which assistant answers where, last. */
  changedBy: z.nullable(z.string()),
  changedAt: z.number(),
});
export type Automation = z.infer<typeof automationSchema>;

/** What a company has that never touched the switch: nothing answers by itself. */
export const NO_AUTOMATION: Automation = {
  mode: 'off',
  epoch: 0,
  channels: {},
  assistants: {},
  changedBy: null,
  changedAt: 0,
};

const keyStateSchema = z.nullable(z.object({ lastFour: z.string(), setBy: z.string(), setAt: z.number() }));

/** `settings/ai`: keys by their last four (empty where a key is too short to show any), and limits. Keys themselves are secrets `ai-gemini` and `ai-openai`. */
export const aiSettingsSchema = z.object({
  keys: z.object({ gemini: keyStateSchema, openai: keyStateSchema }),
  /** Hosts that answers may link to; subdomains included. */
  allowedHosts: z.array(z.string()),
  budget: z.object({ tokensPerDay: z.number(), answersPerDay: z.number() }),
});
export type AiSettings = z.infer<typeof aiSettingsSchema>;

/** What holds until somebody says otherwise: no key, no link, and a day's budget that no accident empties an account by. */
export const INITIAL_AI_SETTINGS: AiSettings = {
  keys: { gemini: null, openai: null },
  allowedHosts: [],
  budget: { tokensPerDay: 1_000_000, answersPerDay: 2_000 },
};

/** `usage/{yyyy-mm-dd}` in the company's time zone: what its assistants used that day. */
export const usageSchema = z.object({
  day: z.string(),
  tokens: z.number(),
  answers: z.number(),
  /** Millionths of a US dollar. */
  costMicros: z.number(),
  /** Admins were warned at 80 %; absent: not yet. */
  isWarned: z.optional(z.boolean()),
});
export type Usage = z.infer<typeof usageSchema>;

/** `superseded`: the customer wrote on, and a later answer covers it, or its draft can be sent no more. */
export const RUN_OUTCOMES = [
  'answered',
  'draft',
  'discarded',
  'handed-over',
  'failed',
  'superseded',
] as const;
export const runOutcomeSchema = z.enum(RUN_OUTCOMES);

/** `runs/{id}`: one answer of a bot or an AI, or why there was none. */
export const runSchema = z.object({
  at: z.number(),
  assistantId: z.string(),
  assistantName: z.string(),
  type: assistantTypeSchema,
  conversationId: z.string(),
  clientName: z.string(),
  /** The answer or the draft; null where nothing was written. */
  messageId: z.nullable(z.string()),
  outcome: runOutcomeSchema,
  reason: z.nullable(handOverReasonSchema),
  provider: z.nullable(aiProviderSchema),
  model: z.nullable(z.string()),
  promptVersion: z.nullable(z.number()),
  inputTokens: z.number(),
  outputTokens: z.number(),
  latencyMs: z.number(),
  costMicros: z.number(),
  /** Knowledge that was put before the model. */
  documentIds: z.array(z.string()),
});
export type Run = z.infer<typeof runSchema>;

/** `unanswered/{id}`: a question for which nothing was found, to be added to the knowledge. */
export const unansweredSchema = z.object({
  at: z.number(),
  assistantId: z.string(),
  conversationId: z.string(),
  question: z.string(),
  state: z.enum(['open', 'added', 'dismissed']),
});
export type Unanswered = z.infer<typeof unansweredSchema>;
