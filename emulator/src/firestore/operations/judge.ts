import type {
  FirestoreRulesRequest,
  RulesAuth,
  RulesDecision,
  RulesReader,
  Ruleset,
} from '../../rules/types.ts';
import { StatusError } from '../../shared/status.ts';
import type { Document, DocumentChange, DocumentPath, Query, Write } from '../engine/types.ts';
import { meterSource, type RequestContext } from './context.ts';

/** Judges the accesses of one request by the project's rules. Each method throws PERMISSION_DENIED for a refusal. */
export interface Judge {
  /** @param document what would be handed out; null where there is none */
  get(path: DocumentPath, document: Document | null): void;
  /** Judged by what the query constrains, not by what it finds. */
  list(query: Query): void;
  /** Judges every document that a commit writes or verifies. Throws as the commit would where it is allowed. */
  writes(writes: Write[]): void;
  /** The documents that the rules have read so far; a change of one of them may change the verdict. */
  readonly reads: ReadonlySet<DocumentPath>;
}

/** Returns null where nothing needs judging: the owner, or a project without rules. */
export function createJudge(context: RequestContext): Judge | null {
  if (context.caller.kind === 'owner') return null;
  const ruleset = context.state.rules.get(context.database.projectId);
  return ruleset && new RulesJudge(context, ruleset);
}

/** The collection path that a query lists. Kindless queries have none: `{document=**}` alone can match them. */
export function collectionPathOf(query: Query): string {
  const id = query.collectionId ?? '*';
  return query.parent === '' ? id : `${query.parent}/${id}`;
}

class RulesJudge implements Judge {
  readonly reads = new Set<DocumentPath>();
  readonly #context: RequestContext;
  readonly #ruleset: Ruleset;
  readonly #auth: RulesAuth | null;

  constructor(context: RequestContext, ruleset: Ruleset) {
    this.#context = context;
    this.#ruleset = ruleset;
    const { caller } = context;
    this.#auth = caller.kind === 'user' ? { uid: caller.uid, token: caller.token } : null;
  }

  get(path: DocumentPath, document: Document | null): void {
    this.#check({ method: 'get', path, resource: document }, this.#reader(new Map()));
  }

  list(query: Query): void {
    this.#check({ method: 'list', path: collectionPathOf(query), query }, this.#reader(new Map()));
  }

  writes(writes: Write[]): void {
    try {
      this.#judgeWrites(writes, this.#context.database.preview(writes));
    } catch (error) {
      if (!(error instanceof StatusError) || error.status === 'PERMISSION_DENIED') throw error;
      // A precondition fails. Whoever may not write must not learn from that whether the document exists, so the
      // rules speak first, on the state that the writes alone would leave.
      this.#judgeWrites(writes, this.#context.database.preview(writes.map(withoutPrecondition)));
      throw error;
    }
  }

  #judgeWrites(writes: Write[], changes: DocumentChange[]): void {
    const changeByPath = new Map(changes.map((change) => [change.path, change]));
    const reader = this.#reader(changeByPath);
    const judged = new Set<string>();
    for (const write of writes) {
      const change = changeByPath.get(write.path);
      const before = change ? change.before : this.#context.database.peek(write.path);
      const after = change ? change.after : before;
      const method = methodOf(write, before);
      const key = `${method} ${write.path}`;
      if (judged.has(key)) continue;
      judged.add(key);
      const isStored = (method === 'create' || method === 'update') && after !== null;
      this.#check({ method, path: write.path, resource: before, ...(isStored && { after }) }, reader);
    }
  }

  #check(
    access: Pick<FirestoreRulesRequest, 'method' | 'path' | 'resource' | 'after' | 'query'>,
    reader: RulesReader,
  ): void {
    const decision = this.#ruleset.checkFirestore(
      {
        ...access,
        auth: this.#auth,
        timeMs: this.#context.state.clock.now(),
        databaseId: this.#context.database.databaseId,
      },
      reader,
    );
    this.#account(decision);
    // The official emulator's messages begin with a line break; tests of rules match on them.
    if (!decision.allowed) throw new StatusError('PERMISSION_DENIED', `\n${decision.reason}`);
  }

  /** A dependent document is billed once per request, however many rules read it, and for refusals too. */
  #account(decision: RulesDecision): void {
    const { meter } = this.#context.state;
    for (const path of decision.reads) {
      if (this.reads.has(path)) continue;
      this.reads.add(path);
      meter.add('ruleRead', meterSource(this.#context.caller), path);
    }
  }

  #reader(changes: ReadonlyMap<DocumentPath, DocumentChange>): RulesReader {
    const { database } = this.#context;
    return {
      get: (path) => database.peek(path),
      getAfter: (path) => {
        const change = changes.get(path);
        return change ? change.after : database.peek(path);
      },
    };
  }
}

function methodOf(write: Write, before: Document | null): 'get' | 'create' | 'update' | 'delete' {
  if (write.kind === 'verify') return 'get';
  if (write.kind === 'delete') return 'delete';
  const demandsExistence = write.precondition !== undefined && !isCreate(write);
  return before !== null || demandsExistence ? 'update' : 'create';
}

function isCreate(write: Write): boolean {
  return write.precondition !== undefined && 'exists' in write.precondition && !write.precondition.exists;
}

function withoutPrecondition(write: Write): Write {
  const { precondition: _dropped, ...rest } = write;
  return rest;
}
