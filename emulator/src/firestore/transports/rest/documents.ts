import type { IncomingMessage } from 'node:http';

import { errorBody, readBody, sendError, sendJson } from '../../../net/http.ts';
import { decodeSegment, type RouteContext, type Router } from '../../../net/router.ts';
import { StatusError } from '../../../shared/status.ts';
import type { FirestoreState, RequestContext } from '../../operations/context.ts';
import { jsonDialect } from '../codec/dialect.ts';
import { asMessage, type Message } from '../codec/message.ts';
import { httpCaller } from '../http-caller.ts';
import { STREAMING_METHODS, UNARY_METHODS } from '../methods/by-name.ts';
import { parseJson } from './admin.ts';

/** The verb behind the colon of a POST, and the RPC it stands for. Source: the http options of firestore.proto. */
const RPC_BY_VERB = new Map([
  ['batchGet', 'BatchGetDocuments'],
  ['batchWrite', 'BatchWrite'],
  ['beginTransaction', 'BeginTransaction'],
  ['commit', 'Commit'],
  ['executePipeline', 'ExecutePipeline'],
  ['listCollectionIds', 'ListCollectionIds'],
  ['partitionQuery', 'PartitionQuery'],
  ['rollback', 'Rollback'],
  ['runAggregationQuery', 'RunAggregationQuery'],
  ['runQuery', 'RunQuery'],
]);

const DOCUMENTS = '/v1/projects/{project}/databases/{database}/documents';

/** REST v1: the resource is in the URL, the rest of the request in the body or the query. */
export function addDocumentRoutes(router: Router, state: FirestoreState): void {
  router.add('POST', `${DOCUMENTS}{rest=**}`, (route) => handlePost(route, state));
  router.add('GET', `${DOCUMENTS}/{rest=**}`, (route) => {
    const { name, parent, id, isDocument } = splitResource(route.rawPath);
    const message = queryToMessage(route.query);
    return isDocument
      ? answer(route, state, 'GetDocument', { ...message, name })
      : answer(route, state, 'ListDocuments', { ...message, parent, collectionId: id });
  });
  router.add('PATCH', `${DOCUMENTS}/{rest=**}`, async (route) => {
    const { name } = splitResource(route.rawPath);
    const document = { ...asMessage(parseJson(await readBody(route.request)), 'document'), name };
    await answer(route, state, 'UpdateDocument', { ...queryToMessage(route.query), document });
  });
  router.add('DELETE', `${DOCUMENTS}/{rest=**}`, (route) => {
    const { name } = splitResource(route.rawPath);
    return answer(route, state, 'DeleteDocument', { ...queryToMessage(route.query), name });
  });
}

async function handlePost(route: RouteContext, state: FirestoreState): Promise<void> {
  const colon = route.rawPath.lastIndexOf(':');
  const rpc = colon === -1 ? undefined : RPC_BY_VERB.get(route.rawPath.slice(colon + 1));
  // The web SDK sends its JSON under text/plain to spare itself a preflight.
  const body = asMessage(parseJson(await readBody(route.request)), 'the request');
  if (rpc !== undefined) {
    const { name } = splitResource(route.rawPath.slice(0, colon));
    await answer(route, state, rpc, { ...body, parent: name });
    return;
  }
  const { parent, id } = splitResource(route.rawPath);
  await answer(route, state, 'CreateDocument', {
    ...queryToMessage(route.query),
    parent,
    collectionId: id,
    document: body,
  });
}

async function answer(
  { request, response, params }: RouteContext,
  state: FirestoreState,
  rpc: string,
  message: Message,
): Promise<void> {
  const streaming = STREAMING_METHODS.get(rpc);
  try {
    const context = contextOf(state, request, params['project'] ?? '', params['database'] ?? '');
    const method = streaming ?? UNARY_METHODS.get(rpc);
    if (!method) throw new StatusError('UNIMPLEMENTED', `${rpc} is not available in this emulator.`);
    sendJson(response, 200, await method({ context, message, dialect: jsonDialect }));
  } catch (error) {
    // A streaming call is a list of messages, and so is its failure.
    const body = errorBody(error);
    if (streaming) sendJson(response, body.error.code, [body]);
    else sendError(response, error);
  }
}

function contextOf(
  state: FirestoreState,
  request: IncomingMessage,
  projectId: string,
  databaseId: string,
): RequestContext {
  const caller = httpCaller(request, request.headers.authorization);
  return { state, caller, database: state.engine.database(projectId, databaseId) };
}

/** Takes a URL path below /v1/ apart; segments are decoded one by one, since an id may hold an encoded slash or colon. */
function splitResource(rawPath: string): { name: string; parent: string; id: string; isDocument: boolean } {
  const segments = rawPath.slice('/v1/'.length).split('/').map(decodeSegment);
  return {
    name: segments.join('/'),
    parent: segments.slice(0, -1).join('/'),
    id: segments.at(-1) ?? '',
    // projects, P, databases, D and documents come first, so a document's path makes the count odd.
    isDocument: segments.length % 2 === 1,
  };
}

/**
 * A request message from URL parameters: `mask.fieldPaths=a&mask.fieldPaths=b&pageSize=3`. Dots lead into nested
 * messages; booleans are spelled out. Source: google/api/http.proto.
 */
function queryToMessage(query: URLSearchParams): Message {
  const message: { [field: string]: unknown } = {};
  for (const name of new Set(query.keys())) {
    const [outer = '', inner] = name.split('.');
    const values = query
      .getAll(name)
      .map((text) => (text === 'true' ? true : text === 'false' ? false : text));
    if (inner === undefined) message[outer] = values[0];
    else {
      const nested = (message[outer] ??= {});
      Object.assign(nested, { [inner]: inner === 'fieldPaths' ? values : values[0] });
    }
  }
  return message;
}
