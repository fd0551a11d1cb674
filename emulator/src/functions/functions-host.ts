import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Meter } from '../shared/meter.ts';
import { ConnectionHolder } from './connection-holder.ts';
import type { CloudEvent, FunctionDescription, MessageFromChild, MessageToChild } from './protocol.ts';

interface FunctionsHostOptions {
  projectId: string;
  /** Folder with the built functions and their package.json. */
  folder: string;
  /** Port on 127.0.0.1; 0 takes a free one. */
  port: number;
  meter: Meter;
  /** Takes what the functions print, line by line. */
  log: (line: string) => void;
}

/** What queues and the scheduler need of the functions: where they answer, and the proof that they are the caller. */
export interface FunctionTarget {
  readonly deliveryKey: string;
  /** Base of every HTTP function of a region: `{url}/{name}`. */
  url(region: string): string;
  /** Resolves as soon as they answer. */
  whenReady(): Promise<void>;
}

/** The functions could not be loaded: the build is broken, or the module throws while it loads. */
export class FunctionsLoadError extends Error {
  constructor(reason: string) {
    super(`The functions did not load. ${reason}`);
    this.name = 'FunctionsLoadError';
  }
}

/** What became of an event that was handed to the child. */
export type DeliveryResult = { kind: 'done' } | { kind: 'failed'; error: string } | { kind: 'childDied' };

const CHILD = fileURLToPath(new URL('./child/main.ts', import.meta.url));
const STOP_AFTER_MS = 4_000;
/** A build that does not load would be tried without a pause otherwise. */
const RETRY_LOAD_AFTER_MS = 500;

/**
 * Runs the built functions in one child process, which listens on the functions port itself, and starts a new one as
 * soon as it dies. While no child listens, connections are held and handed to the next one; requests that were in
 * flight break, as they do in production when an instance dies.
 */
export class FunctionsHost implements FunctionTarget {
  readonly #options: FunctionsHostOptions;
  /** Proves to the child that a task or schedule comes from this emulator. */
  readonly deliveryKey = randomBytes(16).toString('hex');
  readonly #deliveries = new Map<number, (result: DeliveryResult) => void>();
  readonly #flushes = new Map<number, () => void>();
  readonly #waitingForReady: (() => void)[] = [];
  readonly #holder = new ConnectionHolder();
  #child: ChildProcess | null = null;
  #isReady = false;
  #isStopping = false;
  #port: number;
  #restarts = 0;
  #nextId = 1;
  #functions: FunctionDescription[] = [];
  #missing: string[] = [];
  #environment: Record<string, string> = {};
  #restartTimer: NodeJS.Timeout | null = null;

  constructor(options: FunctionsHostOptions) {
    this.#options = options;
    this.#port = options.port;
  }

  /** Starts the first child. Resolves when it listens; rejects with FunctionsLoadError. */
  async start(environment: Record<string, string>): Promise<void> {
    this.#environment = environment;
    await this.#spawn();
  }

  get functions(): readonly FunctionDescription[] {
    return this.#functions;
  }

  /** Names of params and secrets without a value. */
  get missingParams(): readonly string[] {
    return this.#missing;
  }

  get port(): number {
    return this.#port;
  }

  /** Process id of the child, null while there is none. */
  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  get restarts(): number {
    return this.#restarts;
  }

  url(region: string): string {
    return `http://127.0.0.1:${this.#port}/${this.#options.projectId}/${region}`;
  }

  async whenReady(): Promise<void> {
    if (!this.#isReady) await new Promise<void>((resolve) => this.#waitingForReady.push(resolve));
  }

  /** Calls an event function and tells what came of it; waits for a child where none runs. */
  async deliver(functionId: string, event: CloudEvent): Promise<DeliveryResult> {
    await this.whenReady();
    const deliveryId = this.#nextId++;
    return new Promise((resolve) => {
      this.#deliveries.set(deliveryId, resolve);
      this.#tell({ kind: 'event', deliveryId, functionId, event });
    });
  }

  /** Brings the meter's invocations up to date. */
  async flushInvocations(): Promise<void> {
    if (!this.#isReady) return;
    const flushId = this.#nextId++;
    await new Promise<void>((resolve) => {
      this.#flushes.set(flushId, resolve);
      this.#tell({ kind: 'flush', flushId });
    });
  }

  /** Ends the child, which may finish what is in flight for a short while. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    if (this.#restartTimer !== null) clearTimeout(this.#restartTimer);
    await this.#holder.drop();
    const child = this.#child;
    if (child === null) return;
    await new Promise<void>((resolve) => {
      const kill = setTimeout(() => child.kill('SIGKILL'), STOP_AFTER_MS);
      child.once('exit', () => {
        clearTimeout(kill);
        resolve();
      });
      child.kill('SIGTERM');
    });
  }

  #spawn(): Promise<void> {
    const { folder, projectId, log } = this.#options;
    const child = fork(CHILD, [folder, projectId], {
      cwd: folder,
      env: this.#environment,
      execArgv: ['--disable-warning=ExperimentalWarning'],
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child = child;
    forwardLines(child, log);
    return new Promise((resolve, reject) => {
      child.on('message', (message: MessageFromChild) => {
        if (message.kind === 'failed') {
          reject(new FunctionsLoadError(message.reason));
          child.kill('SIGKILL');
        } else if (message.kind === 'listening') {
          this.#port = message.port;
          this.#becomeReady(child);
          resolve();
        } else this.#handleMessage(message);
      });
      child.on('error', (error) => reject(new FunctionsLoadError(error.message)));
      child.on('exit', (code, signal) => {
        reject(
          new FunctionsLoadError(`The process ended with ${signal ?? `code ${code}`} before it was ready.`),
        );
        this.#handleExit();
      });
    });
  }

  #handleMessage(message: Exclude<MessageFromChild, { kind: 'failed' | 'listening' }>): void {
    switch (message.kind) {
      case 'loaded':
        this.#functions = message.functions;
        this.#missing = message.missing;
        void this.#listen();
        return;
      case 'invoked':
        for (const [name, count] of Object.entries(message.counts)) {
          this.#options.meter.add('invocation', 'function', name, count);
        }
        return;
      case 'acknowledged': {
        const { deliveryId, error } = message;
        this.#deliveries.get(deliveryId)?.(error === null ? { kind: 'done' } : { kind: 'failed', error });
        this.#deliveries.delete(deliveryId);
        return;
      }
      case 'flushed':
        this.#flushes.get(message.flushId)?.();
        this.#flushes.delete(message.flushId);
    }
  }

  async #listen(): Promise<void> {
    await this.#holder.release();
    this.#tell({ kind: 'listen', port: this.#port, deliveryKey: this.deliveryKey });
  }

  #becomeReady(child: ChildProcess): void {
    this.#isReady = true;
    this.#holder.handTo(child);
    for (const resolve of this.#waitingForReady.splice(0)) resolve();
  }

  #handleExit(): void {
    const wasReady = this.#isReady;
    this.#child = null;
    this.#isReady = false;
    for (const resolve of this.#flushes.values()) resolve();
    this.#flushes.clear();
    const broken = [...this.#deliveries.values()];
    this.#deliveries.clear();
    for (const resolve of broken) resolve({ kind: 'childDied' });
    if (this.#isStopping || (!wasReady && this.#restarts === 0)) return;
    if (wasReady) this.#holder.hold(this.#port);
    this.#restarts += 1;
    this.#restartTimer = setTimeout(
      () => {
        // A child that fails to load has said why through the log; its exit has already planned the next attempt.
        this.#spawn().catch((error: unknown) => this.#options.log(String(error)));
      },
      wasReady ? 0 : RETRY_LOAD_AFTER_MS,
    );
  }

  #tell(message: MessageToChild): void {
    this.#child?.send(message, (error) => {
      // The channel closes before the exit is seen; the exit answers every delivery that is still open.
      if (error !== null) this.#options.log(`The functions' process is gone: ${error.message}`);
    });
  }
}

/** Calls `log` for every complete line of both outputs. */
function forwardLines(child: ChildProcess, log: (line: string) => void): void {
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    let rest = '';
    stream.setEncoding('utf8');
    stream.on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) log(line);
    });
    stream.on('end', () => {
      if (rest !== '') log(rest);
    });
  }
}
