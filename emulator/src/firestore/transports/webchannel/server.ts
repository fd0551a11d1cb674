import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

import { readBody, sendText } from '../../../net/http.ts';
import { splitUrl } from '../../../net/router.ts';
import type { Caller } from '../../../shared/caller.ts';
import type { FirestoreState, RequestContext } from '../../operations/context.ts';
import { parseDatabaseName } from '../codec/resource-name.ts';
import { httpCaller } from '../http-caller.ts';
import { frame, frameArrays, parseForwardBody } from './framing.ts';
import { KEEP_ALIVE_MS, WebChannelSession } from './session.ts';
import { CHANNEL_STREAMS, type ChannelStream, type OpenStream, streamError } from './streams.ts';

const PATH = /^\/google\.firestore\.v1\.Firestore\/(\w+)\/channel$/;

/**
 * A browser opens at most six connections to one host, and each SDK keeps two back channels: with three tabs nothing
 * else would get through, for ever. Above this many sessions idle back channels take turns.
 */
const CROWDED_ABOVE = 4;

/** A closed tab says nothing, so a session without a back channel ends by itself. */
const ABANDONED_AFTER_MS = 60_000;
const SWEEP_EVERY_MS = 10_000;

/** Wire version, server version. Source: closure-library, webchannelbase.js. */
const WIRE_VERSION = 8;
const SERVER_VERSION = 14;

interface Entry {
  session: WebChannelSession;
  stream: ChannelStream;
}

/** The web SDK's streams over plain HTTP/1.1. */
interface WebChannelServer {
  /** @returns false where the request is none of a WebChannel */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  close(): void;
}

export function createWebChannelServer(state: FirestoreState): WebChannelServer {
  const entries = new Map<string, Entry>();
  const isCrowded = (): boolean => entries.size > CROWDED_ABOVE;

  const end = (sid: string): void => {
    const entry = entries.get(sid);
    entries.delete(sid);
    entry?.stream.close();
    entry?.session.close();
  };

  const sweep = setInterval(() => {
    const deadline = performance.now() - ABANDONED_AFTER_MS;
    for (const [sid, { session }] of entries) {
      if (!session.hasBackChannel && session.lastAttachedAtMs < deadline) end(sid);
    }
  }, SWEEP_EVERY_MS);
  sweep.unref();

  const open = (
    openStream: OpenStream,
    query: URLSearchParams,
    request: IncomingMessage,
    body: string,
  ): WebChannelSession => {
    const { headers, firstMapId, maps } = parseForwardBody(body);
    const sid = randomUUID();
    let stream: ChannelStream | null = null;
    const session = new WebChannelSession(sid, isCrowded, (json) => stream?.receive(json));
    try {
      stream = openStream(
        contextOf(state, query, httpCaller(request, headers.get('authorization'))),
        (json) => session.send(json),
      );
    } catch (error) {
      session.send(streamError(error));
    }
    entries.set(sid, { session, stream: stream ?? { receive: () => undefined, close: () => undefined } });
    if (isCrowded()) for (const entry of entries.values()) entry.session.rotateSoon();
    session.receiveMaps(firstMapId, maps);
    return session;
  };

  return {
    async handle(request, response) {
      const { rawPath, query } = splitUrl(request.url ?? '/');
      const openStream = CHANNEL_STREAMS.get(PATH.exec(rawPath)?.[1] ?? '');
      if (!openStream) return false;
      const sid = query.get('SID');
      if (sid === null) {
        const session = open(openStream, query, request, await readBody(request));
        response.setHeader('X-HTTP-Session-Id', session.id);
        const handshake = ['c', session.id, '', WIRE_VERSION, SERVER_VERSION, KEEP_ALIVE_MS];
        sendText(response, 200, frameArrays([JSON.stringify([0, handshake])]));
        return true;
      }
      const entry = entries.get(sid);
      if (query.get('TYPE') === 'terminate') {
        end(sid);
        sendText(response, 200, '');
      } else if (!entry) {
        // The client looks for these words behind the first character, and opens the stream anew.
        sendText(response, 400, '<HTML><BODY>Unknown SID</BODY></HTML>');
      } else if (request.method === 'GET') {
        attach(entry.session, query, response);
      } else {
        const { firstMapId, maps } = parseForwardBody(await readBody(request));
        entry.session.acknowledge(Number(query.get('AID') ?? -1));
        entry.session.receiveMaps(firstMapId, maps);
        sendText(response, 200, frame(JSON.stringify(entry.session.status())));
      }
      return true;
    },
    close() {
      clearInterval(sweep);
      for (const sid of entries.keys()) end(sid);
    },
  };
}

function attach(session: WebChannelSession, query: URLSearchParams, response: ServerResponse): void {
  const timeout = query.get('TO');
  session.acknowledge(Number(query.get('AID') ?? -1));
  session.attach(response, {
    isStreaming: query.get('CI') !== '1',
    ...(timeout !== null && { timeoutMs: Number(timeout) }),
  });
}

/** The database comes in the URL. @throws StatusError INVALID_ARGUMENT */
function contextOf(state: FirestoreState, query: URLSearchParams, caller: Caller): RequestContext {
  const { projectId, databaseId } = parseDatabaseName(query.get('database') ?? '');
  return { state, caller, database: state.engine.database(projectId, databaseId) };
}
