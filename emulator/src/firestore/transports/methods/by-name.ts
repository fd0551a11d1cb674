import { listMethods } from './lists.ts';
import { type StreamingMethod, transactionMethods, type UnaryMethod } from './method.ts';
import { readMethods } from './reads.ts';
import { writeMethods } from './writes.ts';

const { BatchGetDocuments, RunQuery, RunAggregationQuery, ...unaryReads } = readMethods;

/** RPCs that answer with one message, by name. */
export const UNARY_METHODS = new Map<string, UnaryMethod>(
  Object.entries({ ...unaryReads, ...writeMethods, ...listMethods, ...transactionMethods }),
);

/** RPCs that answer with a stream of messages, by name. */
export const STREAMING_METHODS = new Map<string, StreamingMethod>(
  Object.entries({ BatchGetDocuments, RunQuery, RunAggregationQuery }),
);
