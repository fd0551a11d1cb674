import type { Transaction, WriteBatch } from 'firebase-admin/firestore';
import { derivedId } from '../platform/ids.ts';
import { addOutboxEntry } from './add-entry.ts';

/** Longer than the trigger's own run may take: after it the sweeper takes the entry up. */
const ANSWER_SWEEP_AFTER_MS = 40_000;

/** Notes that the bot or AI of a conversation has to answer a message: once for each message, whoever notes it. */
export function addAnswerEntry(
  writer: Transaction | WriteBatch,
  answer: {
    companyId: string;
    conversationId: string;
    messageId: string;
    inboundCount: number;
    at: number;
  },
): void {
  const { companyId, at, ...what } = answer;
  addOutboxEntry(writer, {
    companyId,
    id: answerEntryId(what.messageId),
    job: { type: 'answer', ...what },
    at,
    sweepAfterMs: ANSWER_SWEEP_AFTER_MS,
  });
}

/** Apart from the entry that copies the message's files, which has the message's own id. */
export function answerEntryId(messageId: string): string {
  return derivedId('answer', messageId);
}
