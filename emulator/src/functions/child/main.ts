/**
 * The process that runs the built functions. It loads them, says what they are, serves the HTTP ones on the functions
 * port itself, and calls the event ones when the emulator sends an event. It ends with its parent.
 *
 * Arguments: the functions' folder and the project id.
 */
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import path from 'node:path';
import { createHttpServer } from '../../net/http-server.ts';
import { openServer } from '../../net/open-server.ts';
import type { CloudEvent, MessageFromChild, MessageToChild } from '../protocol.ts';
import { applyParams } from './apply-params.ts';
import { type DescribedFunction, describeFunctions } from './describe-functions.ts';
import { createHttpApp } from './http-app.ts';
import { InvocationCounter } from './invocation-counter.ts';

/** How long requests in flight may go on after SIGTERM. */
const GRACE_MS = 2_000;

const [folder = '', projectId = ''] = process.argv.slice(2);
const counter = new InvocationCounter((counts) => tell({ kind: 'invoked', counts }));
let server: Server | null = null;
let eventsInFlight = 0;

process.on('disconnect', () => process.exit(0));
process.on('SIGINT', () => undefined); // Ctrl-C reaches the whole process group; the parent decides when to stop
process.on('SIGTERM', stop);
// No handler for uncaught exceptions and rejections: as in production they end the instance, and a new one takes over.

try {
  const functions = await loadFunctions();
  const missing = applyParams(process.env);
  // The only sender is the parent, and it sends MessageToChild.
  process.on('message', (message, socket) => handleMessage(message as MessageToChild, socket, functions));
  tell({ kind: 'loaded', functions: functions.flatMap((one) => one.descriptions), missing });
} catch (error) {
  tell({ kind: 'failed', reason: describeError(error) });
}

async function loadFunctions(): Promise<DescribedFunction[]> {
  const main = createRequire(path.join(folder, 'package.json')).resolve(folder);
  const loaded: unknown = await import(pathToFileURL(main).href);
  if (typeof loaded !== 'object' || loaded === null) throw new Error(`${main} exports nothing`);
  const found = new Map<string, DescribedFunction>();
  // A CommonJS module shows its exports under `default` too; ids make the two views one.
  for (const view of [loaded, Reflect.get(loaded, 'default') as unknown]) {
    if (typeof view !== 'object' || view === null) continue;
    for (const one of describeFunctions(view)) {
      const id = one.descriptions[0]?.id ?? '';
      if (!id.startsWith('default-') && !id.startsWith('module.exports-')) found.set(id, one);
    }
  }
  return [...found.values()];
}

function handleMessage(message: MessageToChild, socket: unknown, functions: DescribedFunction[]): void {
  switch (message.kind) {
    case 'listen':
      listen(message.port, message.deliveryKey, functions);
      return;
    case 'connection':
      if (socket !== undefined) server?.emit('connection', socket);
      return;
    case 'event':
      void runEvent(message, functions);
      return;
    case 'flush':
      counter.flush();
      tell({ kind: 'flushed', flushId: message.flushId });
  }
}

function listen(port: number, deliveryKey: string, functions: DescribedFunction[]): void {
  const onInvoked = (functionId: string) => counter.add(functionId);
  // Providers reach webhooks through tunnels that forward under their own name.
  server = createHttpServer(createHttpApp({ projectId, functions, deliveryKey, onInvoked }), {
    hosts: 'any',
  });
  openServer(server, port).then(
    (opened) => tell({ kind: 'listening', port: opened.port }),
    (error: unknown) => tell({ kind: 'failed', reason: describeError(error) }),
  );
}

async function runEvent(
  message: { deliveryId: number; functionId: string; event: CloudEvent },
  functions: DescribedFunction[],
): Promise<void> {
  const { deliveryId, functionId, event } = message;
  eventsInFlight += 1;
  counter.add(functionId);
  let error: string | null = null;
  try {
    const target = functions.find((one) => one.descriptions.some(({ id }) => id === functionId));
    if (target === undefined) throw new Error(`No function ${functionId}`);
    const timeoutSeconds = target.descriptions[0]?.timeoutSeconds ?? 0;
    await withTimeout(Promise.resolve(target.handler(event)), timeoutSeconds);
  } catch (thrown) {
    error = describeError(thrown);
    process.stderr.write(`${functionId} failed: ${error}\n`);
  }
  eventsInFlight -= 1;
  tell({ kind: 'acknowledged', deliveryId, error });
}

async function withTimeout(work: Promise<unknown>, seconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no end after ${seconds} s`)), seconds * 1000);
  });
  try {
    await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

function stop(): void {
  server?.close();
  server?.closeIdleConnections();
  const deadline = Date.now() + GRACE_MS;
  const check = () => {
    counter.flush();
    server?.getConnections((_error, open) => {
      server?.closeIdleConnections();
      if ((open === 0 && eventsInFlight === 0) || Date.now() > deadline) process.exit(0);
      setTimeout(check, 20);
    });
    if (server === null) process.exit(0);
  };
  check();
}

function tell(message: MessageFromChild): void {
  if (process.connected) process.send?.(message);
}

function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
