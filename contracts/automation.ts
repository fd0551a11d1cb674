import * as z from 'zod/mini';

/** What answers customers by itself. One field, so that two of them cannot be on at once. */
export const AUTOMATION_MODES = ['off', 'chatbot', 'ai'] as const;
export const automationModeSchema = z.enum(AUTOMATION_MODES);
export type AutomationMode = z.infer<typeof automationModeSchema>;

/** A rule bot, or an AI agent. */
export const ASSISTANT_TYPES = ['chatbot', 'ai'] as const;
export const assistantTypeSchema = z.enum(ASSISTANT_TYPES);
export type AssistantType = z.infer<typeof assistantTypeSchema>;

/** Why a bot or an AI stopped and people have to go on. */
export const HAND_OVER_REASONS = [
  /** The customer asked for a person. */
  'customer-asked',
  'keyword',
  'anger',
  /** Nothing in what it knows answers the question. */
  'no-answer',
  /** Too many turns in a row without an answer. */
  'failed-turns',
  /** Twenty answers in a row and still no end. */
  'turn-limit',
  'refused-topic',
  /** The provider's safety filter blocked question or answer. */
  'safety',
  /** The provider failed, refused or was too slow, again and again. */
  'provider-failed',
  'budget-spent',
  /** The key is missing or refused. */
  'not-configured',
  /** The answer could not be sent: the service window is over, the customer opted out, or the channel is in trouble. */
  'cannot-send',
  /** A rule of the bot says so. */
  'bot-rule',
  /** The mode was changed, or the assistant switched off. */
  'switched-off',
] as const;
export const handOverReasonSchema = z.enum(HAND_OVER_REASONS);
export type HandOverReason = z.infer<typeof handOverReasonSchema>;

export const AI_PROVIDERS = ['gemini', 'openai'] as const;
export const aiProviderSchema = z.enum(AI_PROVIDERS);
export type AiProviderId = z.infer<typeof aiProviderSchema>;
