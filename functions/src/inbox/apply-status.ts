import { FieldValue, type DocumentReference } from 'firebase-admin/firestore';
import type { DeliveryStatus } from '#contracts/message-kinds.ts';
import { messageSchema, type Message, type MessageError } from '#contracts/collections/message.ts';
import { handOverUnsent } from '../automation/hand-over-unsent.ts';
import { db } from '../platform/admin.ts';
import { log } from '../platform/log.ts';
import type { CallbackIds } from './callback-ids.ts';
import { decideStatus } from './decide-status.ts';
import { messageRef } from './message-store.ts';

export interface ReportedStatus {
  providerMessageId: string;
  status: DeliveryStatus;
  error: MessageError | null;
  /** From the signed address of the callback; null where it had none. */
  ids: CallbackIds | null;
}

/**
 * Applies a provider's report to the message it is about: one read, and a write only where the rank rises. Every message
 * of ours carries its ids in the callback's address, so that a report that overtakes the answer to the send call finds
 * its message too. One without ids is looked up by the provider's id.
 * @returns `unknown` where no message of this company fits
 */
export async function applyStatus(
  companyId: string,
  report: ReportedStatus,
): Promise<'raised' | 'unchanged' | 'unknown'> {
  const ref = await findTarget(companyId, report);
  const outcome = ref === null ? 'unknown' : await raiseAndTell(ref, report);
  if (outcome === 'unknown') log.info('status of an unknown message', { companyId, status: report.status });
  return outcome;
}

async function findTarget(companyId: string, report: ReportedStatus): Promise<DocumentReference | null> {
  if (report.ids !== null) return messageRef(companyId, report.ids.conversationId, report.ids.messageId);
  const found = await db()
    .collectionGroup('messages')
    .where('companyId', '==', companyId)
    .where('providerMessageId', '==', report.providerMessageId)
    .limit(1)
    .get();
  return found.docs[0]?.ref ?? null;
}

async function raiseAndTell(
  ref: DocumentReference,
  report: ReportedStatus,
): Promise<'raised' | 'unchanged' | 'unknown'> {
  const raised = await raise(ref, report);
  if (raised === 'unknown' || raised === 'unchanged') return raised;
  if (report.status === 'failed') await handOverUnsent(raised);
  return 'raised';
}

/** The message, where the report has raised it. */
function raise(ref: DocumentReference, report: ReportedStatus): Promise<Message | 'unchanged' | 'unknown'> {
  return db().runTransaction(async (transaction) => {
    const snapshot = await transaction.get(ref);
    if (!snapshot.exists) return 'unknown';
    const message = messageSchema.parse(snapshot.data());
    const change = decideStatus(message, {
      ...report,
      attemptId: report.ids?.attemptId ?? null,
    });
    if (change === null) return 'unchanged';
    // The provider has the message: whatever was pending or in doubt about it is settled.
    transaction.update(ref, {
      ...change,
      pendingSince: FieldValue.delete(),
      outcome: FieldValue.delete(),
    });
    return message;
  });
}
