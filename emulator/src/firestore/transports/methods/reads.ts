import { project } from '../../engine/query.ts';
import type { FieldPath, Query } from '../../engine/types.ts';
import { batchGetDocuments } from '../../operations/batch-get-documents.ts';
import { partitionQuery } from '../../operations/partition-query.ts';
import { runAggregationQuery } from '../../operations/run-aggregation-query.ts';
import { runQuery } from '../../operations/run-query.ts';
import { getDocument } from '../../operations/single-document.ts';
import { StatusError } from '../../../shared/status.ts';
import {
  asMessage,
  booleanField,
  integerField,
  listField,
  type Message,
  messageField,
  stringField,
} from '../codec/message.ts';
import { readAggregations, readMask, readQuery } from '../codec/read-query.ts';
import { documentName, parseDocumentName, parseParentName } from '../codec/resource-name.ts';
import { writeDocument } from '../codec/write-document.ts';
import { type Call, readConsistency, type StreamingMethod, type UnaryMethod, writeBegan } from './method.ts';

/** Reads of single documents and of queries. */
export const readMethods: {
  GetDocument: UnaryMethod;
  PartitionQuery: UnaryMethod;
  BatchGetDocuments: StreamingMethod;
  RunQuery: StreamingMethod;
  RunAggregationQuery: StreamingMethod;
} = {
  async GetDocument(call) {
    const { context, message, dialect } = call;
    const path = parseDocumentName(stringField(message, 'name'), context.database);
    const document = await getDocument(context, { path, consistency: readConsistency(call) });
    return writeDocument(project(document, readOptionalMask(message)), context.database, dialect);
  },

  async BatchGetDocuments(call) {
    const { context, message, dialect } = call;
    const { database } = context;
    const paths = listField(message, 'documents').map((name) => parseDocumentName(String(name), database));
    const mask = readOptionalMask(message);
    const result = await batchGetDocuments(context, { paths, consistency: readConsistency(call) });
    const { readTime } = result;
    const responses: object[] = result.entries.map(({ path, document }) =>
      document
        ? { found: writeDocument(project(document, mask), database, dialect), readTime }
        : { missing: documentName(path, database), readTime },
    );
    return withTransaction(responses, result.began, call);
  },

  async RunQuery(call) {
    const { context, message, dialect } = call;
    const query = readCallQuery(call, messageField(message, 'structuredQuery'));
    if (isExplain(message)) return [PLAN_ONLY];
    const result = await runQuery(context, { query, consistency: readConsistency(call) });
    const { documents, skipped, readTime } = result;
    const responses: object[] = documents.map((document) => ({
      document: writeDocument(project(document, query.select), context.database, dialect),
      readTime,
    }));
    // A client takes the read time of an empty result from here.
    if (responses.length === 0) responses.push({ readTime });
    if (skipped > 0) Object.assign(responses[0] ?? {}, { skippedResults: skipped });
    return withTransaction(responses, result.began, call);
  },

  async RunAggregationQuery(call) {
    const { context, message, dialect } = call;
    const aggregation = messageField(message, 'structuredAggregationQuery') ?? {};
    const query = readCallQuery(call, messageField(aggregation, 'structuredQuery'));
    if (isExplain(message)) return [PLAN_ONLY];
    const result = await runAggregationQuery(context, {
      query,
      aggregations: readAggregations(aggregation),
      consistency: readConsistency(call),
    });
    const { results, readTime } = result;
    const aggregateFields = Object.fromEntries(
      Object.entries(results).map(([alias, value]) => [alias, dialect.writeValue(value)]),
    );
    return withTransaction([{ result: { aggregateFields }, readTime }], result.began, call);
  },

  async PartitionQuery(call) {
    const { context, message, dialect } = call;
    const cuts = await partitionQuery(context, {
      query: readCallQuery(call, messageField(message, 'structuredQuery')),
      partitionCount: integerField(message, 'partitionCount') ?? 0,
    });
    const partitions = cuts.map(({ values, before }) => ({
      values: values.map((value) => dialect.writeValue(value)),
      before,
    }));
    return { partitions };
  },
};

function readCallQuery({ context, message, dialect }: Call, structuredQuery: Message | undefined): Query {
  if (!structuredQuery) throw new StatusError('INVALID_ARGUMENT', 'The structured query is missing.');
  const parent = parseParentName(stringField(message, 'parent'), context.database);
  return readQuery(structuredQuery, parent, dialect);
}

function readOptionalMask(message: Message): FieldPath[] | undefined {
  const mask = messageField(message, 'mask');
  return mask && readMask(asMessage(mask, 'mask'));
}

/** The client waits for the id with the first response, before it reads any further. */
function withTransaction(responses: object[], began: string | undefined, { dialect }: Call): object[] {
  const first = responses[0] ?? {};
  return began === undefined
    ? responses
    : [{ ...first, ...writeBegan(began, dialect) }, ...responses.slice(1)];
}

/** Which index serves a query is not modelled, so a plan is empty. */
const PLAN_ONLY = { explainMetrics: { planSummary: {} } };

/** Whether the client asks for the plan alone. @throws StatusError UNIMPLEMENTED where it asks for statistics */
function isExplain(message: Message): boolean {
  const options = messageField(message, 'explainOptions');
  if (!options) return false;
  if (!booleanField(options, 'analyze')) return true;
  throw new StatusError(
    'UNIMPLEMENTED',
    'Query statistics (explain with analyze) are not available in this emulator.',
  );
}
