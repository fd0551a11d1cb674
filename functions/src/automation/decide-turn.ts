import type { HandOverReason } from '#contracts/automation.ts';
import type { Assistant } from '#contracts/collections/assistant.ts';
import type { AiSettings, Usage } from '#contracts/collections/automation.ts';
import type { Conversation } from '#contracts/collections/conversation.ts';
import { LIMITS } from '#contracts/limits.ts';
import { isHeldByAssistant } from '../inbox/assistant-hold.ts';
import { findObstacle } from '../inbox/decide-send.ts';
import { isSpent } from './decide-budget.ts';
import type { LiveAssistant } from './decide-live.ts';

/**
 * Whether an assistant still owes the answer to what the customer has written up to `inboundCount`. It does not where
 * people have the conversation, where the customer wrote on (a later entry answers all of it), or after it has answered.
 */
export function isOwed(conversation: Conversation, inboundCount: number): boolean {
  return (
    isHeldByAssistant(conversation) &&
    conversation.inboundCount === inboundCount &&
    (conversation.automation?.answeredCount ?? 0) < inboundCount
  );
}

/** What is known before an assistant is asked. */
export interface TurnFacts {
  conversation: Conversation;
  /** Who answers on the channel, as the settings say now. */
  live: LiveAssistant | null;
  assistant: Assistant | null;
  /** The channel is there, switched on, and its credentials can be read. */
  isChannelOpen: boolean;
  /** What the company's AI has used today, and may use; null for a rule bot, which costs nothing. */
  spending: { usage: Usage; budget: AiSettings['budget'] } | null;
  at: number;
}

/** Why the assistant is not even asked and people go on; null: it may answer. */
export function decideHindrance(facts: TurnFacts): HandOverReason | null {
  const { conversation, live, assistant, spending } = facts;
  const isLive = live !== null && assistant !== null && live.id === conversation.automation?.assistantId;
  if (!isLive) return 'switched-off';
  if (!facts.isChannelOpen || findObstacle(conversation, facts.at) !== null) return 'cannot-send';
  if ((conversation.automation?.turns ?? 0) >= LIMITS.automationTurns) return 'turn-limit';
  if (spending !== null && isSpent(spending.usage, spending.budget)) return 'budget-spent';
  return null;
}
