import type { IncomingMessage, ServerResponse } from 'node:http';

import { applyCors } from '../net/cors.ts';
import { createHttpServer } from '../net/http-server.ts';
import { sendText } from '../net/http.ts';
import { openPort } from '../net/mux.ts';
import type { RulesIssue } from '../rules/types.ts';
import type { Clock } from '../shared/clock.ts';
import type { Meter } from '../shared/meter.ts';
import type { Document, DocumentPath, Engine } from './engine/types.ts';
import type { FirestoreState } from './operations/context.ts';
import { RulesRegistry } from './operations/rules-registry.ts';
import { createGrpcServer } from './transports/grpc/server.ts';
import { createRestRouter } from './transports/rest/server.ts';
import { createWebChannelServer } from './transports/webchannel/server.ts';

/** A running Firestore: gRPC, WebChannel, REST and the emulator's own endpoints on one port. */
export interface FirestoreService {
  readonly port: number;
  /**
   * Installs a project's rules; listeners are judged again at once.
   * @returns the compiler's issues; where one is an ERROR the rules in force are unchanged
   */
  setRules(projectId: string, source: string): RulesIssue[];
  /** For other services' rules: a committed document, no rules, not metered. */
  peek(projectId: string, databaseId: string, path: DocumentPath): Document | null;
  /** Cuts every connection. The engine stays open: it is its maker's to close. */
  close(): Promise<void>;
}

/** Without the first the SDK cannot read the session's affinity header of the WebChannel handshake. */
const EXPOSED_HEADERS = ['X-HTTP-Session-Id', 'Content-Type', 'Content-Length'];

/**
 * Serves an engine's databases over the network.
 * @param options.port 0 takes any free port
 * @throws the socket's error where the port is taken
 */
export async function createFirestoreService(options: {
  engine: Engine;
  clock: Clock;
  meter: Meter;
  host: string;
  port: number;
}): Promise<FirestoreService> {
  const { engine, clock, meter, host } = options;
  const rules = new RulesRegistry();
  const state: FirestoreState = { engine, clock, meter, rules };
  const grpc = createGrpcServer(state);
  const webChannel = createWebChannelServer(state);
  const rest = createRestRouter(state);

  const http = createHttpServer(async (request: IncomingMessage, response: ServerResponse) => {
    if (applyCors(request, response, EXPOSED_HEADERS)) return;
    if (await webChannel.handle(request, response)) return;
    if (await rest.handle(request, response)) return;
    sendText(response, 404, 'Not Found');
  });
  const port = await openPort({
    host,
    port: options.port,
    onHttp1: (socket) => http.emit('connection', socket),
    onHttp2: (socket) => grpc.accept(socket),
  });

  return {
    port: port.port,
    setRules: (projectId, source) => rules.set(projectId, source),
    peek: (projectId, databaseId, path) => engine.database(projectId, databaseId).peek(path),
    async close() {
      webChannel.close();
      grpc.close();
      http.closeAllConnections();
      await port.close();
    },
  };
}
