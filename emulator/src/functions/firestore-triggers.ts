import { randomUUID } from 'node:crypto';
import type { Commit, Database, Document, DocumentChange } from '../firestore/engine/types.ts';
import type { EventQueue } from './event-queue.ts';
import { compilePathPattern } from './path-pattern.ts';
import type { CloudEvent, FunctionDescription } from './protocol.ts';

type Operation = 'created' | 'updated' | 'deleted';

interface DocumentTrigger {
  functionId: string;
  databaseId: string;
  operation: Operation | 'written';
  eventType: string;
  withAuthContext: boolean;
  matches: (path: string) => boolean;
  retry: boolean;
}

const EVENT_TYPE =
  /^google\.cloud\.firestore\.document\.v1\.(created|updated|deleted|written)(\.withAuthContext)?$/;
const DEFAULT_DATABASE = '(default)';

/**
 * Turns committed document changes into events for the functions that ask for them.
 * @returns stops listening
 */
export function connectFirestoreTriggers(options: {
  functions: readonly FunctionDescription[];
  database: (databaseId: string) => Database;
  queue: EventQueue;
}): () => void {
  const triggers = options.functions.flatMap(readTrigger);
  const databaseIds = new Set(triggers.map((trigger) => trigger.databaseId));
  const stops = [...databaseIds].map((databaseId) => {
    const database = options.database(databaseId);
    const own = triggers.filter((trigger) => trigger.databaseId === databaseId);
    return database.onCommit((commit) => pushEvents(own, database, commit, options.queue));
  });
  return () => {
    for (const stop of stops) stop();
  };
}

function readTrigger(description: FunctionDescription): DocumentTrigger[] {
  const { trigger, id } = description;
  if (trigger.kind !== 'event') return [];
  const [, operation, auth] = EVENT_TYPE.exec(trigger.eventType) ?? [];
  if (operation === undefined) return [];
  const pattern = trigger.pathPatterns['document'];
  const exact = trigger.filters['document'];
  return [
    {
      functionId: id,
      databaseId: trigger.filters['database'] ?? DEFAULT_DATABASE,
      operation: operation as DocumentTrigger['operation'], // the expression's first group lists the four
      eventType: trigger.eventType,
      withAuthContext: auth !== undefined,
      matches: pattern === undefined ? (path) => path === exact : compilePathPattern(pattern),
      retry: trigger.retry,
    },
  ];
}

function pushEvents(
  triggers: DocumentTrigger[],
  database: Database,
  commit: Commit,
  queue: EventQueue,
): void {
  for (const change of commit.changes) {
    const operation = operationOf(change);
    if (operation === null) continue;
    for (const trigger of triggers) {
      const isAsked = trigger.operation === 'written' || trigger.operation === operation;
      if (!isAsked || !trigger.matches(change.path)) continue;
      queue.push(trigger.functionId, documentEvent(trigger, database, commit, change), trigger.retry);
    }
  }
}

/** Null where nothing changed: production sends no event for a write that leaves the document as it was. */
function operationOf({ before, after }: DocumentChange): Operation | null {
  if (before === null) return after === null ? null : 'created';
  if (after === null) return 'deleted';
  return before.updateTime === after.updateTime ? null : 'updated';
}

function documentEvent(
  trigger: DocumentTrigger,
  database: Database,
  commit: Commit,
  change: DocumentChange,
): CloudEvent {
  const { projectId, databaseId } = database;
  const root = `projects/${projectId}/databases/${databaseId}`;
  return {
    specversion: '1.0',
    id: randomUUID(),
    source: `//firestore.googleapis.com/${root}`,
    type: trigger.eventType,
    time: commit.commitTime,
    subject: `documents/${change.path}`,
    location: 'us-central1',
    project: projectId,
    database: databaseId,
    namespace: '(default)',
    document: change.path,
    datacontenttype: 'application/json',
    dataschema:
      'https://github.com/googleapis/google-cloudevents/blob/main/proto/google/events/cloud/firestore/v1/data.proto',
    data: {
      value: documentData(root, change.after),
      oldValue: documentData(root, change.before),
    },
    // A commit does not say who made it; `unknown` is one of the values production uses.
    ...(trigger.withAuthContext ? { authtype: 'unknown' } : {}),
  };
}

/** An absent document is an empty message: the SDK makes a snapshot that does not exist of it. */
function documentData(root: string, document: Document | null): object {
  if (document === null) return {};
  const { path, fields, createTime, updateTime } = document;
  return { name: `${root}/documents/${path}`, fields, createTime, updateTime };
}
