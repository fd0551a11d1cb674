import type { IncomingMessage, ServerResponse } from 'node:http';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import { DELIVERY_KEY_HEADER, type FunctionDescription } from '../protocol.ts';
import type { DescribedFunction, LoadedFunction } from './describe-functions.ts';

interface Route {
  description: FunctionDescription;
  serve: (request: IncomingMessage, response: ServerResponse) => void;
}

/** Largest request of a deployed HTTP function. Source: Cloud Run functions quotas, "Max uncompressed HTTP request size". */
const BODY_LIMIT = '32mb';

/**
 * The HTTP face of all functions: `/{project}/{region}/{name}` and the rest of the path, which is all a function
 * sees, as in production where the first part is the function's host. Task and schedule functions answer only
 * requests that carry the delivery key: production asks for the identity of Cloud Tasks or Cloud Scheduler.
 */
export function createHttpApp(options: {
  projectId: string;
  functions: DescribedFunction[];
  deliveryKey: string;
  onInvoked: (functionId: string) => void;
}): (request: IncomingMessage, response: ServerResponse) => void {
  const routes = new Map<string, Route>();
  for (const { descriptions, handler } of options.functions) {
    const serve = serveFunction(handler);
    for (const description of descriptions) {
      if (description.trigger.kind === 'event' || description.trigger.kind === 'unsupported') continue;
      routes.set(`/${options.projectId}/${description.region}/${description.id}`, { description, serve });
    }
  }
  return (request, response) => {
    const { prefix, rest } = splitUrl(request.url ?? '/');
    const route = routes.get(prefix);
    if (route === undefined) {
      answer(
        response,
        404,
        `No HTTP function answers at ${prefix}. Functions: ${[...routes.keys()].join(', ')}`,
      );
      return;
    }
    const { trigger, timeoutSeconds, id } = route.description;
    const isInternal = trigger.kind === 'task' || trigger.kind === 'schedule';
    if (isInternal && request.headers[DELIVERY_KEY_HEADER] !== options.deliveryKey) {
      answer(response, 403, 'The request was not authorized to invoke this service.');
      return;
    }
    delete request.headers[DELIVERY_KEY_HEADER];
    const timer = setTimeout(() => endLate(response), timeoutSeconds * 1000);
    response.once('close', () => clearTimeout(timer));
    request.url = rest;
    options.onInvoked(id);
    route.serve(request, response);
  };
}

/** One Express app per function, set up as the Functions Framework does (no ETag, proxies trusted, raw body kept). */
function serveFunction(handler: LoadedFunction): Route['serve'] {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', true);
  app.use(parseBody);
  app.use(refuseUnreadable);
  app.use((request, response) => handler(request, response));
  return (request, response) => void app(request, response);
}

const parserOptions = {
  limit: BODY_LIMIT,
  verify: (request: IncomingMessage, _response: ServerResponse, body: Buffer) => {
    Reflect.set(request, 'rawBody', body);
  },
};
const parseJson = express.json({ ...parserOptions, type: () => true });
const parseText = express.text({ ...parserOptions, type: () => true });
const parseForm = express.urlencoded({ ...parserOptions, type: () => true, extended: true });
const parseRaw = express.raw({ ...parserOptions, type: () => true });

const parsers: Record<string, RequestHandler> = {
  'application/json': parseJson,
  'application/cloudevents+json': parseJson,
  'text/plain': parseText,
  'application/x-www-form-urlencoded': parseForm,
};

/**
 * Parses as the Functions Framework's chain of parsers would: JSON, text, form, and anything else as bytes; a body
 * without a type is left alone.
 */
const parseBody: RequestHandler = (request, response, next) => {
  const type = request.headers['content-type'];
  const hasBody =
    request.headers['transfer-encoding'] !== undefined || request.headers['content-length'] !== undefined;
  if (!hasBody || type === undefined) {
    request.body = {};
    next();
    return;
  }
  const [mediaType = ''] = type.split(';', 1);
  const parse = parsers[mediaType.trim().toLowerCase()] ?? parseRaw;
  parse(request, response, next);
};

/** A body that does not parse: the parser's status, and nothing of the body in the log, where Express would print it. */
const refuseUnreadable: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  const status: unknown = error instanceof Error ? Reflect.get(error, 'status') : undefined;
  if (typeof status !== 'number' || response.headersSent) next(error);
  else answer(response, status, 'The body of the request cannot be read.');
};

/** `/p/r/name/a?b=1` -> prefix `/p/r/name`, rest `/a?b=1`. */
function splitUrl(url: string): { prefix: string; rest: string } {
  const match = /^(\/[^/?]+\/[^/?]+\/[^/?]+)(.*)$/s.exec(url);
  if (match === null) return { prefix: url, rest: '/' };
  const [, prefix = url, rest = ''] = match;
  return { prefix, rest: rest.startsWith('/') ? rest : `/${rest}` };
}

function endLate(response: ServerResponse): void {
  if (response.headersSent) response.destroy();
  else
    answer(
      response,
      504,
      'The request has been terminated because it has reached the maximum request timeout.',
    );
}

function answer(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(message);
}
