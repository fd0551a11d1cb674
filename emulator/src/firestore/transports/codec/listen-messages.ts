import type { Database, Target } from '../../engine/types.ts';
import type { AddTarget, DocumentEvent, ListenEvent, ListenSession } from '../../operations/listen.ts';
import { StatusError } from '../../../shared/status.ts';
import type { Dialect } from './dialect.ts';
import { booleanField, integerField, listField, type Message, messageField, stringField } from './message.ts';
import { readQuery } from './read-query.ts';
import { documentName, parseDocumentName, parseParentName } from './resource-name.ts';
import { writeStatus } from './write-document.ts';

/** Names by number, as in google/firestore/v1/firestore.proto. */
const TARGET_CHANGE_TYPES = ['NO_CHANGE', 'ADD', 'REMOVE', 'CURRENT', 'RESET'] as const;

/** What a ListenRequest asks for; a target that cannot be read fails alone, the stream lives on. */
type ListenCommand =
  | { kind: 'add'; add: AddTarget }
  | { kind: 'reject'; targetId: number; error: unknown }
  | { kind: 'remove'; targetId: number };

/** google.firestore.v1.ListenRequest. @throws StatusError INVALID_ARGUMENT without a target */
export function readListenRequest(message: Message, database: Database, dialect: Dialect): ListenCommand {
  const target = messageField(message, 'addTarget');
  if (!target) {
    const targetId = integerField(message, 'removeTarget');
    if (targetId === undefined)
      throw new StatusError('INVALID_ARGUMENT', 'A target must be added or removed.');
    return { kind: 'remove', targetId };
  }
  const targetId = integerField(target, 'targetId') ?? 0;
  try {
    const expectedCount = integerField(target, 'expectedCount');
    const add = {
      targetId,
      target: readTarget(target, database, dialect),
      resumeToken: dialect.readToken(target['resumeToken']),
      hasReadTime: Boolean(target['readTime']),
      once: booleanField(target, 'once'),
      ...(expectedCount !== undefined && { expectedCount }),
    };
    return { kind: 'add', add };
  } catch (error) {
    return { kind: 'reject', targetId, error };
  }
}

/** Hands a command to the session of its stream. */
export function runListenCommand(session: ListenSession, command: ListenCommand): void {
  if (command.kind === 'add') session.addTarget(command.add);
  else if (command.kind === 'remove') session.removeTarget(command.targetId);
  else session.rejectTarget(command.targetId, command.error);
}

/** google.firestore.v1.ListenResponse but for documents, which each transport encodes once for all listeners. */
export function writeListenResponse(
  event: Exclude<ListenEvent, DocumentEvent>,
  database: Database,
  dialect: Dialect,
): object {
  switch (event.kind) {
    case 'target': {
      const { type, targetIds, cause, resumeToken, readTime } = event;
      return {
        targetChange: {
          targetChangeType: dialect.writeEnum(type, TARGET_CHANGE_TYPES),
          ...(targetIds.length > 0 && { targetIds }),
          ...(cause && { cause: writeStatus(cause.status, cause.message) }),
          ...(resumeToken !== undefined && { resumeToken: dialect.writeToken(resumeToken) }),
          ...(readTime !== undefined && { readTime }),
        },
      };
    }
    case 'delete':
    case 'remove': {
      const { removedTargetIds, readTime } = event;
      const change = { document: documentName(event.path, database), removedTargetIds, readTime };
      return event.kind === 'delete' ? { documentDelete: change } : { documentRemove: change };
    }
    case 'filter':
      return { filter: { targetId: event.targetId, count: event.count } };
  }
}

function readTarget(target: Message, database: Database, dialect: Dialect): Target {
  const documents = messageField(target, 'documents');
  if (documents) {
    const names = listField(documents, 'documents');
    return { kind: 'documents', paths: names.map((name) => parseDocumentName(String(name), database)) };
  }
  const query = messageField(target, 'query');
  const structuredQuery = query && messageField(query, 'structuredQuery');
  if (!structuredQuery) {
    throw new StatusError('UNIMPLEMENTED', 'A target must be a list of documents or a structured query.');
  }
  const parent = parseParentName(stringField(query, 'parent'), database);
  return { kind: 'query', query: readQuery(structuredQuery, parent, dialect) };
}
