/**
 * A refusal as Identity Toolkit words it: `CODE` or `CODE : detail`.
 * Source of names: https://cloud.google.com/identity-platform/docs/error-codes and the official SDKs' tables.
 */
export class AuthError extends Error {
  readonly httpStatus: number;
  readonly status: string | undefined;

  constructor(message: string, httpStatus = 400, status?: string) {
    super(message);
    this.name = 'AuthError';
    this.httpStatus = httpStatus;
    this.status = status;
  }
}

/** What this service does not offer, by name: never a wrong result. */
export function unimplemented(name: string): AuthError {
  return new AuthError(`UNIMPLEMENTED : ${name}`, 501, 'NOT_IMPLEMENTED');
}

/** Refuses with `message` unless `condition` holds. */
export function check(condition: unknown, message: string): asserts condition {
  if (!condition) throw new AuthError(message);
}
