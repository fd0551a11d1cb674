import { GrpcStatus } from 'firebase-admin/firestore';

/** Something that was to be created exists. */
export function isAlreadyExists(error: unknown): boolean {
  return codeOf(error) === GrpcStatus.ALREADY_EXISTS;
}

/** A document is not as it was when it was read: read again and decide again. */
export function isStale(error: unknown): boolean {
  const code = codeOf(error);
  return code === GrpcStatus.FAILED_PRECONDITION || code === GrpcStatus.ABORTED;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error ? Reflect.get(error, 'code') : undefined;
}
