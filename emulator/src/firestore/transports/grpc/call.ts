import type { Metadata } from '@grpc/grpc-js';
import type { Type } from 'protobufjs';

import { parseAuthorization } from '../../../shared/caller.ts';
import { STATUS, StatusError } from '../../../shared/status.ts';
import type { FirestoreState, RequestContext } from '../../operations/context.ts';
import { type Message, messageField, stringField } from '../codec/message.ts';
import { parseDatabaseName } from '../codec/resource-name.ts';

/** What a handler needs of a call, unary or streaming. */
export interface CallInfo {
  metadata: Metadata;
  getPeer(): string;
}

/**
 * The context of a call on the database that its message names.
 * @throws StatusError INVALID_ARGUMENT, UNAUTHENTICATED
 */
export function contextOf(state: FirestoreState, call: CallInfo, message: Message): RequestContext {
  const header = call.metadata.get('authorization')[0];
  const caller = parseAuthorization(header === undefined ? null : String(header));
  if (!caller) throw new StatusError('UNAUTHENTICATED', 'The Authorization metadata is malformed.');
  const { projectId, databaseId } = parseDatabaseName(resourceOf(message));
  return { state, caller, database: state.engine.database(projectId, databaseId), session: call.getPeer() };
}

/**
 * Decodes a request, or hands the failure to the handler: grpc-js would make INTERNAL of it, which clients take for
 * a passing trouble and repeat for ever.
 */
export function decodeRequest(type: Type, bytes: Buffer): object {
  try {
    return type.decode(bytes);
  } catch (error) {
    if (error instanceof StatusError) return error;
    const reason = error instanceof Error ? error.message : String(error);
    return new StatusError('INVALID_ARGUMENT', `The request cannot be decoded: ${reason}`);
  }
}

/** Throws where `decodeRequest` has failed. */
export function assertDecoded(request: object): void {
  if (request instanceof StatusError) throw request;
}

/** A failure in the form that grpc-js sends. */
export function grpcError(error: unknown): { code: number; details: string } {
  return error instanceof StatusError
    ? { code: STATUS[error.status].grpc, details: error.message }
    : { code: STATUS.INTERNAL.grpc, details: error instanceof Error ? error.message : String(error) };
}

/** The resource name that every request carries in one field or another. */
function resourceOf(message: Message): string {
  return (
    stringField(message, 'database') ||
    stringField(message, 'parent') ||
    stringField(message, 'name') ||
    stringField(messageField(message, 'document') ?? {}, 'name')
  );
}
