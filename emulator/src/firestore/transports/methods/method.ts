import {
  beginTransaction,
  type Consistency,
  type NewTransaction,
  refuseReadTime,
} from '../../operations/consistency.ts';
import type { RequestContext } from '../../operations/context.ts';
import type { Dialect } from '../codec/dialect.ts';
import { type Message, messageField } from '../codec/message.ts';

/** One call, whatever transport it came over. */
export interface Call {
  context: RequestContext;
  message: Message;
  dialect: Dialect;
}

/** Answers with one message. Throws StatusError. */
export type UnaryMethod = (call: Call) => Promise<object> | object;

/** Answers with any number of messages; REST sends them as one list. Throws StatusError. */
export type StreamingMethod = (call: Call) => Promise<object[]>;

/** The `consistency_selector` of a read. @throws StatusError UNIMPLEMENTED for a past time */
export function readConsistency({ message, dialect }: Call): Consistency {
  if (message['readTime']) refuseReadTime();
  const transaction = dialect.readToken(message['transaction']);
  if (transaction !== '') return { transaction };
  const options = messageField(message, 'newTransaction');
  return options ? { newTransaction: readTransactionOptions(options, dialect) } : {};
}

/** google.firestore.v1.TransactionOptions. */
function readTransactionOptions(options: Message, dialect: Dialect): NewTransaction {
  const readOnly = messageField(options, 'readOnly');
  if (readOnly) {
    if (readOnly['readTime']) refuseReadTime();
    return { readOnly: true };
  }
  const retryOf = dialect.readToken(messageField(options, 'readWrite')?.['retryTransaction']);
  return { readOnly: false, ...(retryOf !== '' && { retryOf }) };
}

/** `{ transaction }` where a read began one, else nothing: spread into the first response. */
export function writeBegan(began: string | undefined, dialect: Dialect): { transaction?: unknown } {
  return began === undefined ? {} : { transaction: dialect.writeToken(began) };
}

export const transactionMethods: { BeginTransaction: UnaryMethod; Rollback: UnaryMethod } = {
  BeginTransaction({ context, message, dialect }) {
    const options = messageField(message, 'options') ?? {};
    const id = beginTransaction(context, readTransactionOptions(options, dialect));
    return { transaction: dialect.writeToken(id) };
  },
  Rollback({ context, message, dialect }) {
    context.database.rollback(dialect.readToken(message['transaction']));
    return {};
  },
};
