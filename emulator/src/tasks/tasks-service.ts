import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { FunctionTarget } from '../functions/functions-host.ts';
import { DELIVERY_KEY_HEADER, type FunctionDescription } from '../functions/protocol.ts';
import { createHttpServer } from '../net/http-server.ts';
import { readBody, sendError, sendJson } from '../net/http.ts';
import { openServer } from '../net/open-server.ts';
import { createRouter, type Router } from '../net/router.ts';
import type { Clock } from '../shared/clock.ts';
import { StatusError } from '../shared/status.ts';
import { taskRetryPolicy } from './backoff.ts';
import { TaskQueue, type DispatchResult } from './task-queue.ts';
import { openTaskStore, type Task, type TaskStore } from './task-store.ts';

export interface TasksService {
  readonly port: number;
  /** Creates the queue of every task function and starts what was waiting. */
  connect(functions: readonly FunctionDescription[], target: FunctionTarget): void;
  /** Runs what is due now and resolves when it has ended. @returns how many attempts were made */
  runDue(): Promise<number>;
  status(): { queue: string; waiting: number; inFlight: number }[];
  close(): Promise<void>;
}

/** Source: Cloud Tasks' reference, `Task.dispatch_deadline` for HTTP tasks. */
const DEFAULT_DISPATCH_DEADLINE_MS = 10 * 60 * 1000;

const taskSchema = z.object({
  task: z.object({
    name: z.string().optional(),
    scheduleTime: z.string().optional(),
    dispatchDeadline: z.string().optional(),
    httpRequest: z.object({
      url: z.string().optional(),
      body: z.string().optional(),
      headers: z.record(z.string(), z.string()).optional(),
    }),
  }),
});

/**
 * Cloud Tasks as the Admin SDK's `taskQueue()` speaks it to CLOUD_TASKS_EMULATOR_HOST. Every task function has a
 * queue with its retry settings and rate limits; delays are kept, names are unique for a day after their task ended.
 * @throws the socket's error where the port cannot be opened; DataFolderError where the folder cannot be used
 */
export async function createTasksService(options: {
  projectId: string;
  clock: Clock;
  /** Where tasks last; null keeps them in memory. */
  folder: string | null;
  port: number;
  log: (line: string) => void;
}): Promise<TasksService> {
  const { projectId, clock, folder, log } = options;
  const store = openTaskStore(folder);
  const queues = new Map<string, TaskQueue>();
  const router = createRouter();
  addRoutes(router, { queues, store, clock });
  const server = createHttpServer(
    async (request, response) => {
      if (await router.handle(request, response)) return;
      const message = `Cloud Tasks has no ${request.method} ${request.url}.`;
      sendError(response, new StatusError('NOT_FOUND', message));
    },
    { foreignPages: 'refused' },
  );
  const { port, close } = await openServer(server, options.port);
  return {
    port,
    connect(functions, target) {
      for (const { id, region, trigger } of functions) {
        if (trigger.kind !== 'task') continue;
        const name = `projects/${projectId}/locations/${region}/queues/${id}`;
        const queue = new TaskQueue({
          name,
          store,
          clock,
          policy: taskRetryPolicy(trigger.retry),
          rateLimits: trigger.rateLimits,
          dispatch: (task) => dispatchTask(task, `${target.url(region)}/${id}`, target),
          log,
        });
        queues.set(name, queue);
        queue.startDue();
      }
    },
    async runDue() {
      const attempts = await Promise.all([...queues.values()].map((queue) => queue.runDue()));
      return attempts.reduce((sum, count) => sum + count, 0);
    },
    status() {
      const waiting = store.counts();
      return [...queues.values()].map(({ name, inFlight }) => ({
        queue: name,
        waiting: (waiting[name] ?? 0) - inFlight,
        inFlight,
      }));
    },
    async close() {
      for (const queue of queues.values()) queue.stop();
      await close();
      // Answers that are on their way still want the store; they come no later than the functions' end.
      await Promise.all([...queues.values()].map((queue) => queue.idle()));
      store.close();
    },
  };
}

function addRoutes(
  router: Router,
  { queues, store, clock }: { queues: Map<string, TaskQueue>; store: TaskStore; clock: Clock },
): void {
  const queueOf = (params: Record<string, string>) => {
    const name = `projects/${params['project']}/locations/${params['region']}/queues/${params['queue']}`;
    const queue = queues.get(name);
    // The queues are those of the deployed functions; production refuses others in these words.
    if (queue === undefined) throw new StatusError('NOT_FOUND', `Requested entity was not found: ${name}`);
    return queue;
  };
  const base = '/projects/{project}/locations/{region}/queues/{queue}';
  router.add('POST', `${base}/tasks`, async ({ request, response, params }) => {
    const queue = queueOf(params);
    const task = readTask(await readBody(request), queue.name, clock);
    if (!store.add(task, clock.now())) {
      throw new StatusError('ALREADY_EXISTS', `A task with the name ${task.name} exists or existed lately.`);
    }
    sendJson(response, 200, showTask(task));
    queue.startDue();
  });
  router.add('GET', `${base}/tasks`, ({ response, params }) => {
    sendJson(response, 200, { tasks: store.list(queueOf(params).name).map(showTask) });
  });
  router.add('DELETE', `${base}/tasks/{task}`, ({ response, params }) => {
    const name = `${queueOf(params).name}/tasks/${params['task']}`;
    if (!store.remove(name, clock.now()))
      throw new StatusError('NOT_FOUND', `The task ${name} does not exist.`);
    sendJson(response, 200, {});
  });
}

function readTask(body: string, queue: string, clock: Clock): Task {
  const parsed = taskSchema.safeParse(parseJson(body));
  if (!parsed.success) throw new StatusError('INVALID_ARGUMENT', z.prettifyError(parsed.error));
  const { task } = parsed.data;
  const nowMs = clock.now();
  const name = task.name ?? `${queue}/tasks/${randomUUID()}`;
  if (!name.startsWith(`${queue}/tasks/`))
    throw new StatusError('INVALID_ARGUMENT', `The name ${name} is not of ${queue}.`);
  return {
    name,
    queue,
    url: task.httpRequest.url ?? '',
    headers: lowerCased(task.httpRequest.headers ?? {}),
    body: Buffer.from(task.httpRequest.body ?? '', 'base64'),
    createdAtMs: nowMs,
    dueAtMs: nowMs + delayMs(task.scheduleTime),
    dispatchDeadlineMs: durationMs(task.dispatchDeadline) ?? DEFAULT_DISPATCH_DEADLINE_MS,
    failedAttempts: 0,
    responses: 0,
    firstAttemptAtMs: null,
    previousStatus: null,
  };
}

/** One spelling, so that a sender's `Content-Type` takes the place of the default and not a place beside it. */
function lowerCased(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new StatusError('INVALID_ARGUMENT', 'The request body is not JSON.');
  }
}

/**
 * The delay a sender means. Senders reckon with the system's time, whatever a test has done to the emulator's clock,
 * so the delay is what counts and not the time.
 */
function delayMs(scheduleTime: string | undefined): number {
  if (scheduleTime === undefined) return 0;
  const atMs = Date.parse(scheduleTime);
  if (Number.isNaN(atMs)) throw new StatusError('INVALID_ARGUMENT', `${scheduleTime} is no RFC 3339 time.`);
  return Math.max(0, atMs - Date.now());
}

/** A protobuf duration in JSON: `15s`, `1.5s`. */
function durationMs(duration: string | undefined): number | null {
  const seconds = /^(\d+(?:\.\d+)?)s$/.exec(duration ?? '')?.[1];
  return seconds === undefined ? null : Number(seconds) * 1000;
}

function showTask(task: Task): object {
  return {
    name: task.name,
    httpRequest: { url: task.url, httpMethod: 'POST', headers: task.headers },
    createTime: new Date(task.createdAtMs).toISOString(),
    scheduleTime: new Date(task.dueAtMs).toISOString(),
    dispatchCount: task.failedAttempts,
    responseCount: task.responses,
  };
}

async function dispatchTask(task: Task, defaultUrl: string, target: FunctionTarget): Promise<DispatchResult> {
  await target.whenReady();
  const isOwn = task.url === '';
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    ...task.headers,
    'x-cloudtasks-queuename': lastSegment(task.queue),
    'x-cloudtasks-taskname': lastSegment(task.name),
    'x-cloudtasks-taskretrycount': String(task.failedAttempts),
    'x-cloudtasks-taskexecutioncount': String(task.responses),
    'x-cloudtasks-tasketa': String(task.dueAtMs / 1000),
    ...(task.previousStatus === null
      ? {}
      : { 'x-cloudtasks-taskpreviousresponse': String(task.previousStatus) }),
    ...(isOwn ? { [DELIVERY_KEY_HEADER]: target.deliveryKey } : {}),
  };
  try {
    const response = await fetch(isOwn ? defaultUrl : task.url, {
      method: 'POST',
      headers,
      body: new Uint8Array(task.body),
      redirect: 'manual',
      signal: AbortSignal.timeout(task.dispatchDeadlineMs),
    });
    await response.arrayBuffer();
    return { status: response.status };
  } catch {
    return null; // refused, broken off, or too late: an attempt without an answer, which the queue counts
  }
}

function lastSegment(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}
