import type { HandOverReason } from '#contracts/automation.ts';
import type { Assistant } from '#contracts/collections/assistant.ts';
import type { Run } from '#contracts/collections/automation.ts';
import type { BotState } from '#contracts/collections/bot.ts';
import type { Company } from '#contracts/collections/company.ts';
import type { Conversation, ConversationAutomation } from '#contracts/collections/conversation.ts';
import type { Media, Message } from '#contracts/collections/message.ts';
import type { CalendarFacts } from './calendar-facts.ts';

/** What a responder knows of the turn: read before, never by the responder from another conversation or company. */
export interface Turn {
  companyId: string;
  company: Company;
  conversationId: string;
  conversation: Conversation;
  assistant: Assistant;
  /** How far the assistant has come here; null: this is its first turn. */
  automation: ConversationAutomation | null;
  /** The newest message of the customer. */
  message: Message;
  messageId: string;
  at: number;
  /** Whether company, channel, queue and calendars are open. */
  hours: CalendarFacts;
}

/** One message that goes to the customer. */
export interface OutgoingPart {
  text: string;
  media: Media[];
  /** Choices as buttons, where the channel has them (`buttons` of its capabilities); otherwise they stand in the text. */
  buttons?: { id: string; label: string }[];
}

/** What a turn comes to. Nothing is written by the responder: the runner does, in one transaction. */
export interface Reply {
  parts: OutgoingPart[];
  next:
    | { type: 'continue' }
    /** `queueId` null: the channel's queue. `note`: what people are told, in a few words. */
    | { type: 'hand-over'; reason: HandOverReason; queueId: string | null; note: string }
    /** Closes the conversation. */
    | { type: 'end' };
  /** Whether this turn found an answer: failed ones are counted. */
  hasFailed: boolean;
  /** Where a rule bot stands now; null for an AI. */
  bot: BotState | null;
  /** Fields of the client that the customer told: name to value. */
  clientFields: Record<string, string>;
  /** The answer waits for a person's approval. */
  isDraft: boolean;
  /** A question to be kept as unanswered; null: none. */
  unanswered: string | null;
  usage: Pick<
    Run,
    'provider' | 'model' | 'inputTokens' | 'outputTokens' | 'latencyMs' | 'costMicros' | 'documentIds'
  >;
}

/** Answers one turn. Troubles of providers become hand-overs; what it throws is a fault of ours and tried again. */
export type Responder = (turn: Turn) => Promise<Reply>;
