import { StatusError, type StatusName } from '../../shared/status.ts';
import { project } from '../engine/query.ts';
import type {
  Commit,
  Document,
  DocumentPath,
  Target,
  TargetChange,
  Timestamp,
  Watch,
} from '../engine/types.ts';
import { meterReads, meterSource, type RequestContext } from './context.ts';
import { createJudge, type Judge } from './judge.ts';
import { meterQuery } from './run-query.ts';
import { makeResumeToken, readResumeToken } from './resume-token.ts';

/** What a listening client is told, in the order of google.firestore.v1.ListenResponse. */
export type ListenEvent =
  | {
      kind: 'target';
      type: 'NO_CHANGE' | 'ADD' | 'REMOVE' | 'CURRENT' | 'RESET';
      /** Empty: all targets of the stream. */
      targetIds: number[];
      cause?: { status: StatusName; message: string };
      resumeToken?: string;
      /** With empty `targetIds` it makes the client raise a snapshot. */
      readTime?: Timestamp;
    }
  | DocumentEvent
  | { kind: 'delete' | 'remove'; path: DocumentPath; removedTargetIds: number[]; readTime: Timestamp }
  | { kind: 'filter'; targetId: number; count: number };

/** A document as it is now, which entered or stays in some targets and left others. */
export interface DocumentEvent {
  kind: 'set';
  document: Document;
  targetIds: number[];
  removedTargetIds: number[];
}

export interface AddTarget {
  targetId: number;
  target: Target;
  /** '' where the client has nothing yet. */
  resumeToken: string;
  /** The client resumes from a time instead of a token. */
  hasReadTime: boolean;
  /** How many documents the client has at its resume point. */
  expectedCount?: number;
  /** End the target once it is current. */
  once: boolean;
}

interface ActiveTarget {
  target: Target;
  judge: Judge | null;
  watch: Watch | null;
  pending: TargetChange[];
}

/**
 * One listening stream over one database: any number of targets, one snapshot per commit. Serves gRPC and
 * WebChannel alike; `emit` is called synchronously, in order.
 *
 * A target: ADD, its documents, CURRENT, then a snapshot per commit that changes it, until REMOVE.
 */
export class ListenSession {
  readonly #context: RequestContext;
  readonly #emit: (event: ListenEvent) => void;
  readonly #targets = new Map<number, ActiveTarget>();
  readonly #unsubscribe: (() => void)[];
  #hasPending = false;
  #lastReadTime: Timestamp = '';

  constructor(context: RequestContext, emit: (event: ListenEvent) => void) {
    this.#context = context;
    this.#emit = emit;
    this.#unsubscribe = [
      context.database.onCommit((commit) => this.#afterCommit(commit)),
      context.state.rules.onChange((projectId) => {
        if (projectId === context.database.projectId) this.#rejudge(() => true);
      }),
    ];
  }

  addTarget(request: AddTarget): void {
    const { targetId, target } = request;
    this.#targets.get(targetId)?.watch?.close();
    const active: ActiveTarget = { target, judge: null, watch: null, pending: [] };
    try {
      active.judge = this.#judge(target);
      const since =
        request.resumeToken === '' ? null : readResumeToken(this.#context.database, request.resumeToken);
      active.watch = this.#context.database.watch(target, since, (changes) => {
        for (const change of changes) active.pending.push(projected(change, target));
        this.#hasPending = true;
      });
      this.#targets.set(targetId, active);
      this.#start(request, active.watch, since);
    } catch (error) {
      this.#targets.delete(targetId);
      active.watch?.close();
      this.rejectTarget(targetId, error);
    }
  }

  /** Tells the client that a target failed; the others live on. */
  rejectTarget(targetId: number, error: unknown): void {
    const status = error instanceof StatusError ? error.status : 'INTERNAL';
    const message = error instanceof Error ? error.message : String(error);
    this.#emit({ kind: 'target', type: 'REMOVE', targetIds: [targetId], cause: { status, message } });
  }

  /** Always acknowledged: the client counts the answers it waits for. */
  removeTarget(targetId: number): void {
    this.#targets.get(targetId)?.watch?.close();
    this.#targets.delete(targetId);
    this.#emit({ kind: 'target', type: 'REMOVE', targetIds: [targetId] });
  }

  /** Clients take a stream that stays silent for 120 s for dead. */
  keepAlive(): void {
    if (this.#targets.size > 0) this.#snapshot(this.#context.database.readTime());
  }

  close(): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    for (const { watch } of this.#targets.values()) watch?.close();
    this.#targets.clear();
  }

  #start(request: AddTarget, watch: Watch, since: number | null): void {
    const { targetId, target } = request;
    const { start } = watch;
    const targetIds = [targetId];
    this.#emit({ kind: 'target', type: 'ADD', targetIds });
    const claimsToResume = request.resumeToken !== '' || request.hasReadTime;
    const mustReset = start.reset || (claimsToResume && since === null);
    if (mustReset) this.#emit({ kind: 'target', type: 'RESET', targetIds });
    for (const change of start.changes) {
      this.#emitChange(projected(change, target), [targetId], start.readTime);
    }
    const isResumed = claimsToResume && !mustReset;
    const mayDiffer = start.changes.length > 0 || (request.expectedCount ?? start.count) !== start.count;
    if (isResumed && mayDiffer) this.#emit({ kind: 'filter', targetId, count: start.count });
    const readTime = this.#rise(start.readTime);
    const resumeToken = makeResumeToken(this.#context.database, start.version);
    this.#emit({ kind: 'target', type: 'CURRENT', targetIds, resumeToken, readTime });
    this.#snapshot(readTime, start.version);
    this.#meterStart(target, start.changes, isResumed);
    if (request.once) this.removeTarget(targetId);
  }

  #afterCommit(commit: Commit): void {
    this.#rejudge(
      ({ judge }) =>
        judge !== null && judge.reads.size > 0 && commit.changes.some(({ path }) => judge.reads.has(path)),
    );
    if (!this.#hasPending) return;
    this.#hasPending = false;
    for (const event of this.#mergePending(this.#rise(commit.commitTime))) this.#emit(event);
    this.#snapshot(this.#lastReadTime, commit.version);
  }

  /** A document that several targets share is told once, with all their ids. */
  #mergePending(readTime: Timestamp): Iterable<ListenEvent> {
    const byPath = new Map<
      DocumentPath,
      { document: Document | null; in: number[]; out: number[]; gone: boolean }
    >();
    for (const [targetId, active] of this.#targets) {
      const { pending } = active;
      if (pending.length === 0) continue;
      active.pending = [];
      if (!this.#mayDeliver(targetId, active, pending)) continue;
      this.#meterDelivery(active, pending);
      for (const change of pending) {
        const path = change.type === 'set' ? change.document.path : change.path;
        const entry = byPath.get(path) ?? { document: null, in: [], out: [], gone: false };
        byPath.set(path, entry);
        if (change.type === 'set') entry.document = change.document;
        if (change.type === 'delete') entry.gone = true;
        (change.type === 'set' ? entry.in : entry.out).push(targetId);
      }
    }
    return Array.from(byPath, ([path, entry]): ListenEvent =>
      entry.document
        ? { kind: 'set', document: entry.document, targetIds: entry.in, removedTargetIds: entry.out }
        : { kind: entry.gone ? 'delete' : 'remove', path, removedTargetIds: entry.out, readTime },
    );
  }

  #emitChange(change: TargetChange, targetIds: number[], readTime: Timestamp): void {
    if (change.type === 'set') {
      this.#emit({ kind: 'set', document: change.document, targetIds, removedTargetIds: [] });
    } else {
      this.#emit({ kind: change.type, path: change.path, removedTargetIds: targetIds, readTime });
    }
  }

  #snapshot(readTime: Timestamp, version = this.#context.database.version()): void {
    const resumeToken = makeResumeToken(this.#context.database, version);
    this.#emit({
      kind: 'target',
      type: 'NO_CHANGE',
      targetIds: [],
      readTime: this.#rise(readTime),
      resumeToken,
    });
  }

  /** A snapshot older than one before it would be dropped by the client without a word. */
  #rise(readTime: Timestamp): Timestamp {
    if (readTime > this.#lastReadTime) this.#lastReadTime = readTime;
    return this.#lastReadTime;
  }

  #judge(target: Target): Judge | null {
    const judge = createJudge(this.#context);
    if (target.kind === 'query') judge?.list(target.query);
    else if (judge) for (const path of target.paths) judge.get(path, this.#context.database.peek(path));
    return judge;
  }

  /** Judges again the targets whose verdict may have changed, and ends those that are refused now. */
  #rejudge(isAffected: (active: ActiveTarget) => boolean): void {
    for (const [targetId, active] of this.#targets) {
      if (isAffected(active)) this.#judgeAgain(targetId, active);
    }
  }

  /** A single document is judged by what it says now; a query by its form, which has not changed. */
  #mayDeliver(targetId: number, active: ActiveTarget, changes: TargetChange[]): boolean {
    if (active.target.kind === 'query' || active.judge === null) return true;
    return changes.every(({ type }) => type !== 'set') || this.#judgeAgain(targetId, active);
  }

  #judgeAgain(targetId: number, active: ActiveTarget): boolean {
    try {
      active.judge = this.#judge(active.target);
      return true;
    } catch (error) {
      active.watch?.close();
      this.#targets.delete(targetId);
      this.rejectTarget(targetId, error);
      return false;
    }
  }

  #meterStart(target: Target, changes: TargetChange[], isResumed: boolean): void {
    if (target.kind === 'documents' && !isResumed) {
      for (const path of target.paths) meterReads(this.#context, path);
      return;
    }
    const documents = changes.flatMap((change) => (change.type === 'set' ? [change.document] : []));
    // A resumed listener pays for what changed only. Source: https://firebase.google.com/docs/firestore/pricing
    if (isResumed && documents.length === 0) return;
    if (target.kind === 'query') meterQuery(this.#context, target.query, documents, 0);
    else for (const { path } of documents) meterReads(this.#context, path);
  }

  /** A change or a departure costs a read, a deletion nothing; what the rules read is billed with each delivery. */
  #meterDelivery(active: ActiveTarget, changes: TargetChange[]): void {
    const { meter } = this.#context.state;
    const source = meterSource(this.#context.caller);
    for (const change of changes) {
      if (change.type === 'set') meter.add('listenerRead', source, change.document.path);
      else if (change.type === 'remove') meter.add('listenerRead', source, change.path);
    }
    if (active.judge) for (const path of active.judge.reads) meter.add('ruleRead', source, path);
  }
}

function projected(change: TargetChange, target: Target): TargetChange {
  if (change.type !== 'set' || target.kind !== 'query' || target.query.select === undefined) return change;
  return { type: 'set', document: project(change.document, target.query.select) };
}
