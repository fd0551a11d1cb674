import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** Where a sending can be stopped: before the provider has it, or after, before its answer is back. */
type Point = 'request' | 'answer';

/** Stands between the functions and the provider, so that a test decides when a sending goes on. */
export interface ProviderGate {
  url: string;
  /** Where requests go on to; set once the simulator runs. */
  target: string;
  /** While true, the provider can neither be sent to nor asked. */
  isDown: boolean;
  /** Stops every sending at this point from now on, until it is opened. */
  hold(point: Point): HeldPoint;
  close(): Promise<void>;
}

interface HeldPoint {
  /** Resolves once this many sendings have come to the point. */
  reached(count?: number): Promise<void>;
  /**
   * Resolves once nobody waits any more for the sendings that are held now. The gate hears of a sender's death on its own
   * connection, at its own time: what is opened before that goes on.
   */
  gone(): Promise<void>;
  /** Lets go on what was held, except for whom nobody waits any more. */
  open(): void;
}

export async function openProviderGate(): Promise<ProviderGate> {
  const held = new Map<Point, { responses: ServerResponse[]; opened: Promise<void> }>();
  const gate: ProviderGate = { url: '', target: '', isDown: false, hold, close };
  const server = createServer((request, response) => {
    pass(request, response).catch((error: unknown) => response.destroy(new Error(String(error))));
  });

  function hold(point: Point): HeldPoint {
    const { promise: opened, resolve } = Promise.withResolvers<void>();
    const state = { responses: new Array<ServerResponse>(), opened };
    held.set(point, state);
    return {
      async reached(count = 1) {
        while (state.responses.length < count) await new Promise((wake) => setTimeout(wake, 5));
      },
      async gone() {
        const waiting = state.responses.filter((response) => !response.destroyed);
        await Promise.all(waiting.map((response) => once(response, 'close')));
      },
      open() {
        held.delete(point);
        resolve();
      },
    };
  }

  async function stopAt(point: Point, response: ServerResponse): Promise<void> {
    const state = held.get(point);
    if (state === undefined) return;
    state.responses.push(response);
    await state.opened;
  }

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const isSending = request.method === 'POST' && request.url?.endsWith('/Messages.json') === true;
    if (isSending) await stopAt('request', response);
    if (gate.isDown) {
      response.writeHead(503, { 'content-type': 'application/json' }).end('{}');
      return;
    }
    if (response.destroyed) return; // the sender died before its request had left
    const answer = await fetch(`${gate.target}${request.url}`, {
      method: request.method ?? 'GET',
      headers: Object.entries(request.headers).flatMap(([name, value]) =>
        typeof value === 'string' && !HOP_HEADERS.has(name) ? [[name, value]] : [],
      ),
      ...(body.length > 0 ? { body } : {}),
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    if (isSending) await stopAt('answer', response);
    if (response.destroyed) return;
    const contentType = answer.headers.get('content-type') ?? 'application/json';
    response.writeHead(answer.status, { 'content-type': contentType }).end(bytes);
  }

  function close(): Promise<void> {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  gate.url = `http://127.0.0.1:${address.port}`;
  return gate;
}

/** Headers about one connection, which the next one makes anew. */
const HOP_HEADERS = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'accept-encoding']);
