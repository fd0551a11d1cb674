import { STATUS_RANK, type DeliveryStatus } from '#contracts/message-kinds.ts';
import type { Message, MessageError } from '#contracts/collections/message.ts';

/** What a provider says about a message of ours. */
export interface StatusReport {
  providerMessageId: string;
  status: DeliveryStatus;
  /** The attempt that the report is about, where its address said so. */
  attemptId: string | null;
  error: MessageError | null;
}

export interface StatusChange {
  status: DeliveryStatus;
  providerMessageId: string;
  error: MessageError | null;
}

/**
 * Whether a report moves a message: only upwards in rank, whatever the order and however often. A report about an earlier
 * attempt at sending says nothing about the present one. Null: nothing to write.
 */
export function decideStatus(message: Message, report: StatusReport): StatusChange | null {
  if (message.direction !== 'outbound' || message.status === null) return null;
  if (report.attemptId !== null && report.attemptId !== message.attemptId) return null;
  if (message.providerMessageId !== null && message.providerMessageId !== report.providerMessageId)
    return null;
  if (STATUS_RANK[report.status] <= STATUS_RANK[message.status]) return null;
  return {
    status: report.status,
    providerMessageId: report.providerMessageId,
    error: report.status === 'failed' ? report.error : null,
  };
}
