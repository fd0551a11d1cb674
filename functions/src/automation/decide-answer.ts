import type { Conversation } from '#contracts/collections/conversation.ts';
import type { ConversationEvent, Message } from '#contracts/collections/message.ts';
import { releaseFromAssistant } from '../inbox/assistant-hold.ts';
import { decideAfterAnswer } from '../inbox/decide-send.ts';
import { closing } from '../inbox/decide-ticket.ts';
import { lastMessageAfter } from '../inbox/message-store.ts';
import type { Reply } from './responder.ts';

/** Of what an assistant tells people at the hand-over. */
const NOTE_CHARACTERS = 500;

/** What a reply changes in the row, and the line that tells of it. */
export interface AnswerDecision {
  patch: Partial<Conversation>;
  event: ConversationEvent | null;
  /** The conversation as the record of its episode keeps it; null: the episode goes on. */
  closes: Conversation | null;
}

interface Facts {
  /** What goes to the customer now: nothing where the reply is a draft. */
  messages: Message[];
  assistantName: string;
  /** Where people go on. */
  queueId: string | null;
  at: number;
}

/**
 *   open, an assistant holds it ──answer──▶ unchanged, the customer's turn
 *                               ──draft──▶ unchanged, the customer waits, unread for people
 *                               ──hand-over──▶ waiting in the queue, nobody holds it
 *                               ──end──▶ closed
 */
export function decideAnswer(conversation: Conversation, reply: Reply, facts: Facts): AnswerDecision {
  const changes = afterMessages(conversation, reply, facts);
  const { next, isDraft } = reply;
  if (next.type === 'hand-over') return handOver(conversation, next, { ...facts, changes });
  const spoken = { ...conversation, ...changes };
  const automation = afterTurn(conversation, reply);
  if (next.type === 'end' && !isDraft) {
    const { patch, event } = closing({ ...spoken, automation }, null, facts.at);
    return { patch: { ...changes, automation, ...patch }, event, closes: { ...spoken, automation } };
  }
  const unread = isDraft && conversation.inboundCount > conversation.readCount;
  return {
    patch: { ...changes, automation, ...(unread ? { unread } : {}) },
    event: null,
    closes: null,
  };
}

function afterMessages(
  conversation: Conversation,
  { isDraft }: Reply,
  { messages, at }: Facts,
): Partial<Conversation> {
  if (isDraft) return {};
  if (messages.length === 0) return { waitingSince: null }; // the assistant had nothing to say
  const last = messages.reduce(lastMessageAfter, conversation.lastMessage);
  return decideAfterAnswer(conversation, last, at);
}

function afterTurn(conversation: Conversation, { hasFailed, bot }: Reply): Conversation['automation'] {
  const { automation, inboundCount } = conversation;
  if (automation === null || automation === undefined) return null;
  return {
    ...automation,
    turns: automation.turns + 1,
    failedTurns: hasFailed ? automation.failedTurns + 1 : 0,
    answeredCount: inboundCount,
    bot,
  };
}

/** Also where the customer has been told so: people still owe the answer, since the customer asked. */
function handOver(
  conversation: Conversation,
  { reason, note }: Extract<Reply['next'], { type: 'hand-over' }>,
  facts: Facts & { changes: Partial<Conversation> },
): AnswerDecision {
  const { assistantName, queueId, at, changes } = facts;
  return {
    patch: {
      ...changes,
      ...releaseFromAssistant(conversation),
      status: 'waiting',
      handler: 'none',
      assigneeId: null,
      queueId,
      waitingSince: conversation.waitingSince ?? at,
    },
    event: {
      type: 'handed-over',
      by: null,
      assistantName,
      reason,
      toQueueId: queueId,
      note: note.slice(0, NOTE_CHARACTERS),
    },
    closes: null,
  };
}
