import { StatusError } from '../../shared/status.ts';
import type { TransactionId } from '../engine/types.ts';
import type { RequestContext } from './context.ts';

/** What state a read sees: the newest, or that of a transaction, which it may begin by itself. */
export interface Consistency {
  transaction?: TransactionId;
  newTransaction?: NewTransaction;
}

export interface NewTransaction {
  readOnly: boolean;
  /** The aborted transaction that this one repeats. */
  retryOf?: TransactionId;
}

/** Begins a transaction that ends with the client's connection at the latest. */
export function beginTransaction(context: RequestContext, options: NewTransaction): TransactionId {
  return context.database.begin({ ...options, ...(context.session && { session: context.session }) });
}

/**
 * Runs a read inside its transaction, beginning one where the request asks for it.
 * @returns the read's result and the id of the transaction it began
 */
export async function readWithin<T>(
  context: RequestContext,
  consistency: Consistency,
  read: (transaction: TransactionId | undefined) => Promise<T>,
): Promise<{ result: T; began?: TransactionId }> {
  if (!consistency.newTransaction) return { result: await read(consistency.transaction) };
  const began = beginTransaction(context, consistency.newTransaction);
  try {
    return { result: await read(began), began };
  } catch (error) {
    // The client never learns the id, so nobody else could end it.
    context.database.rollback(began);
    throw error;
  }
}

/** @throws StatusError UNIMPLEMENTED: the engine keeps the newest state only */
export function refuseReadTime(): never {
  throw new StatusError(
    'UNIMPLEMENTED',
    'Reads at a past time (read_time) are not available in this emulator.',
  );
}
