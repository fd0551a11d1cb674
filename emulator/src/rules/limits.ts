import type { Document } from '../firestore/engine/types.ts';
import type { RulesReader } from './types.ts';

/**
 * Limits of the language. Source: https://firebase.google.com/docs/firestore/security/rules-structure and
 * .../rules-conditions; where production was measured to take one more than documented, what it takes counts.
 */
export const LIMITS = {
  sourceBytes: 256 * 1024,
  matchDepth: 10,
  pathSegments: 100,
  captures: 20,
  parameters: 7,
  /** Documented as 10; production refuses the twelfth. */
  lets: 11,
  /** Documented as 20; production refuses the twenty-second function on one stack. */
  callStack: 21,
  expressionLevels: 99,
  /** Expressions evaluated per request. */
  expressions: 1_000,
  /** Documents read by one single-document request, one query, or one operation of a batch. */
  documentsPerOperation: 10,
  /** Documents read by all operations of a batch, transaction or multi-document read together. */
  documentsPerCommit: 20,
  /** Documents read by one evaluation of storage rules (recorded). */
  documentsPerStorageRequest: 2,
} as const;

/** `now` is get() and exists(); `after` is getAfter() and existsAfter(). */
export type DocumentState = 'now' | 'after';

/**
 * A reader for operations that are judged together: pass the same instance to each `checkFirestore` of a
 * commit or batch get. A document read for one of them is free for the others, and all share one budget.
 */
export class CommitReader implements RulesReader {
  readonly #reader: RulesReader;
  readonly #known = new Map<string, Document | null>();

  constructor(reader: RulesReader) {
    this.#reader = reader;
  }

  get(path: string): Document | null {
    return this.#read('now', path);
  }

  getAfter(path: string): Document | null {
    return this.#read('after', path);
  }

  /** Whether reading `path` would cost nothing. */
  knows(state: DocumentState, path: string): boolean {
    return this.#known.has(`${state}:${path}`);
  }

  get isExhausted(): boolean {
    return this.#known.size >= LIMITS.documentsPerCommit;
  }

  #read(state: DocumentState, path: string): Document | null {
    const key = `${state}:${path}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const document = state === 'now' ? this.#reader.get(path) : this.#reader.getAfter(path);
    this.#known.set(key, document);
    return document;
  }
}

/** The documents one evaluation reads: each once, within a limit. */
export class DocumentAccess {
  readonly #reader: RulesReader;
  readonly #limit: number;
  readonly #known = new Map<string, Document | null>();
  readonly #billed = new Set<string>();
  #count = 0;

  constructor(reader: RulesReader, limit: number) {
    this.#reader = reader;
    this.#limit = limit;
  }

  /** Undefined when the budget is spent. Never reads a document twice. */
  read(state: DocumentState, path: string): Document | null | undefined {
    const known = this.peek(state, path);
    if (known !== undefined) return known;
    const commit = this.#reader instanceof CommitReader ? this.#reader : null;
    const isFree = commit?.knows(state, path) ?? false;
    if (!isFree && (this.#count >= this.#limit || commit?.isExhausted)) return undefined;
    const document = state === 'now' ? this.#reader.get(path) : this.#reader.getAfter(path);
    this.#known.set(`${state}:${path}`, document);
    if (!isFree) {
      this.#count++;
      this.#billed.add(path);
    }
    return document;
  }

  /** What is known without reading; undefined where nothing is. */
  peek(state: DocumentState, path: string): Document | null | undefined {
    return this.#known.get(`${state}:${path}`);
  }

  /** The distinct documents that cost a read, in order. */
  get reads(): string[] {
    return [...this.#billed];
  }
}
