import type { ChangeLog } from './change-log.ts';
import { LiveDocuments, liveQuery, type LiveResult } from './live-result.ts';
import { notify } from './notify.ts';
import { collectionOf, lastSegment } from './paths.ts';
import type { QueryIndex } from './query-index.ts';
import { queryKey, type NormalisedQuery } from './query.ts';
import type {
  Commit,
  DocumentChange,
  DocumentPath,
  Query,
  Target,
  TargetChange,
  Watch,
  WatchStart,
} from './types.ts';

type OnChanges = (changes: TargetChange[], commit: Commit) => void;

interface Watcher {
  onChanges: OnChanges;
  isClosed: boolean;
}

/** One live result with those who watch it. */
interface Subject {
  result: LiveResult;
  watchers: Set<Watcher>;
  /** Where changes to it can come from: see `routesOf`. */
  routes: string[];
  /** Set where others may join. */
  key: string | undefined;
}

/** Route of what a change anywhere may concern: queries over all collections. */
const EVERYWHERE = '*';

/**
 * All watches of a database. A commit looks only at the watches whose document, collection or collection group it
 * touches; watches of the same query share one result, so a hundred screens cost one.
 */
export class WatchHub {
  /** Live results that commits were compared with so far. */
  examined = 0;
  readonly #index: QueryIndex;
  readonly #log: ChangeLog;
  readonly #subjects = new Map<string, Subject>();
  readonly #byRoute = new Map<string, Set<Subject>>();
  readonly #normalise: (query: Query) => NormalisedQuery;

  /** Index and log must hold the newest commit at every call. */
  constructor(index: QueryIndex, log: ChangeLog, normalise: (query: Query) => NormalisedQuery) {
    this.#index = index;
    this.#log = log;
    this.#normalise = normalise;
  }

  /**
   * Opens a watch. `now` is the database's version and read time; `since` a version that the client has seen, or null.
   * Throws StatusError INVALID_ARGUMENT for an invalid query.
   */
  open(
    target: Target,
    since: number | null,
    onChanges: OnChanges,
    now: Pick<WatchStart, 'version' | 'readTime'>,
  ): Watch {
    const subject =
      target.kind === 'documents' ? this.#documentsSubject(target.paths) : this.#querySubject(target.query);
    const watcher: Watcher = { onChanges, isClosed: false };
    subject.watchers.add(watcher);
    const isKnown = since !== null && this.#log.reaches(since);
    const start: WatchStart = {
      ...now,
      reset: since !== null && !isKnown,
      changes: isKnown ? subject.result.changesSince(since) : subject.result.all(),
      count: subject.result.count(),
    };
    return { start, close: () => this.#close(subject, watcher) };
  }

  /** Tells every watch what the commit changes for it. */
  dispatch(commit: Commit): void {
    if (this.#byRoute.size === 0) return;
    // All results first, so that a watch opened by one of the callbacks starts from the new state.
    const deliveries: { watchers: Watcher[]; changes: TargetChange[] }[] = [];
    for (const [subject, documentChanges] of this.#concerned(commit)) {
      this.examined++;
      const changes = subject.result.apply(documentChanges);
      if (changes.length > 0) deliveries.push({ watchers: [...subject.watchers], changes });
    }
    for (const { watchers, changes } of deliveries) {
      for (const watcher of watchers) {
        if (!watcher.isClosed) notify(() => watcher.onChanges(changes, commit));
      }
    }
  }

  #concerned(commit: Commit): Map<Subject, DocumentChange[]> {
    const concerned = new Map<Subject, DocumentChange[]>();
    for (const change of commit.changes) {
      for (const route of routesOf(change.path)) {
        for (const subject of this.#byRoute.get(route) ?? []) {
          const changes = concerned.get(subject);
          if (changes) changes.push(change);
          else concerned.set(subject, [change]);
        }
      }
    }
    return concerned;
  }

  #documentsSubject(paths: readonly DocumentPath[]): Subject {
    const distinct = new Set(paths);
    const routes = [...distinct].map((path) => documentRoute(path));
    return this.#add(new LiveDocuments(distinct, this.#index, this.#log), routes, undefined);
  }

  #querySubject(query: Query): Subject {
    const q = this.#normalise(query);
    const key = queryKey(query);
    return (
      this.#subjects.get(key) ?? this.#add(liveQuery(q, this.#index, this.#log), [queryRoute(query)], key)
    );
  }

  #add(result: LiveResult, routes: string[], key: string | undefined): Subject {
    const subject: Subject = { result, watchers: new Set(), routes, key };
    if (key !== undefined) this.#subjects.set(key, subject);
    for (const route of routes) {
      const subjects = this.#byRoute.get(route);
      if (subjects) subjects.add(subject);
      else this.#byRoute.set(route, new Set([subject]));
    }
    return subject;
  }

  #close(subject: Subject, watcher: Watcher): void {
    if (watcher.isClosed) return;
    watcher.isClosed = true;
    subject.watchers.delete(watcher);
    if (subject.watchers.size > 0) return;
    if (subject.key !== undefined) this.#subjects.delete(subject.key);
    for (const route of subject.routes) {
      const subjects = this.#byRoute.get(route);
      subjects?.delete(subject);
      if (subjects?.size === 0) this.#byRoute.delete(route);
    }
  }
}

function documentRoute(path: DocumentPath): string {
  return `document:${path}`;
}

function collectionRoute(collectionPath: string): string {
  return `collection:${collectionPath}`;
}

function groupRoute(collectionId: string): string {
  return `group:${collectionId}`;
}

function queryRoute({ parent, collectionId, allDescendants }: Query): string {
  if (collectionId === undefined) return EVERYWHERE;
  if (allDescendants) return groupRoute(collectionId);
  return collectionRoute(parent === '' ? collectionId : `${parent}/${collectionId}`);
}

/** Every route that a change of `path` takes. */
function routesOf(path: DocumentPath): string[] {
  const collection = collectionOf(path);
  return [documentRoute(path), collectionRoute(collection), groupRoute(lastSegment(collection)), EVERYWHERE];
}
