import { fromDocument } from './convert.ts';
import { LIMITS, type DocumentAccess, type DocumentState } from './limits.ts';
import { NULL_VALUE_ERROR, RulesError, RulesPath, type RulesValue } from './values.ts';

const EXPRESSIONS_EXHAUSTED = new RulesError(
  `Unable to evaluate the expression as the maximum of ${LIMITS.expressions} expressions to evaluate has been reached.`,
  null,
  true,
);
const DOCUMENTS_EXHAUSTED = new RulesError(
  'Unable to evaluate the expression as the maximum number of document access calls has been reached.',
  null,
  true,
);

/** Stands for `resource` in a judgement made before the document is looked at. */
export const UNKNOWN_RESOURCE = new RulesError('evaluation error');

/** A compiled expression. Never throws; an evaluation error is its value. */
export type Evaluator = (evaluation: Evaluation) => RulesValue;

/** The state of judging one request: what names mean, and what has been spent. */
export class Evaluation {
  readonly request: RulesValue;
  readonly databaseId: string;
  resource: RulesValue;
  /** Values of the wildcards of the match being judged, by position in its path. */
  captures: readonly RulesValue[] = [];
  /** Parameters and lets of the function being evaluated. */
  locals: RulesValue[] = [];
  /** Without permission to read, a document not read before is unknown. */
  mayRead = true;
  readonly #access: DocumentAccess;
  #spent = 0;
  #exhausted = EXPRESSIONS_EXHAUSTED;

  constructor(request: RulesValue, resource: RulesValue, databaseId: string, access: DocumentAccess) {
    this.request = request;
    this.resource = resource;
    this.databaseId = databaseId;
    this.#access = access;
  }

  /** Counts `expressions` evaluated; null while the budgets last. */
  spend(expressions: number): RulesError | null {
    this.#spent += expressions;
    return this.#spent > LIMITS.expressions ? this.#exhausted : null;
  }

  /** Starts a fresh expression budget, for another judgement of the same request. */
  renew(): void {
    this.#spent = 0;
    this.#exhausted = EXPRESSIONS_EXHAUSTED;
  }

  /** The value of get() or getAfter(): a resource, or null where the document does not exist. */
  get(state: DocumentState, path: RulesValue): RulesValue {
    const document = this.#read(state, path);
    if (document instanceof RulesError || document === null) return document;
    return fromDocument(document, this.databaseId);
  }

  exists(state: DocumentState, path: RulesValue): RulesValue {
    const document = this.#read(state, path);
    return document instanceof RulesError ? document : document !== null;
  }

  #read(state: DocumentState, path: RulesValue) {
    if (path instanceof RulesError) return path;
    if (path === null) return NULL_VALUE_ERROR;
    if (!(path instanceof RulesPath)) return new RulesError('Service call error. Expected a path.');
    const [databases, databaseId, documents, ...relative] = path.segments;
    const isDocument =
      databases === 'databases' &&
      databaseId === this.databaseId &&
      documents === 'documents' &&
      relative.length > 0 &&
      relative.length % 2 === 0;
    if (!isDocument)
      return new RulesError(`Service call error. Not a document of this database: ${path.toString()}.`);
    // An id cannot hold a slash, so an interpolated value must not reach into another collection.
    if (relative.some((segment) => segment === '' || segment.includes('/'))) return null;
    const name = relative.join('/');
    const document = this.mayRead ? this.#access.read(state, name) : this.#access.peek(state, name);
    if (document !== undefined) return document;
    if (!this.mayRead) return UNKNOWN_RESOURCE;
    // One call too many ends the request, even where its value would not be used.
    this.#exhausted = DOCUMENTS_EXHAUSTED;
    this.#spent = Number.POSITIVE_INFINITY;
    return DOCUMENTS_EXHAUSTED;
  }
}
