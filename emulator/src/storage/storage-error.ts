/** A refusal as Cloud Storage words it. Reasons: https://cloud.google.com/storage/docs/json_api/v1/status-codes */
export class StorageError extends Error {
  readonly httpStatus: number;
  readonly reason: string;

  constructor(httpStatus: number, reason: string, message: string) {
    super(message);
    this.name = 'StorageError';
    this.httpStatus = httpStatus;
    this.reason = reason;
  }
}

export function badRequest(message: string): StorageError {
  return new StorageError(400, 'invalid', message);
}

export function objectNotFound(bucket: string, name: string): StorageError {
  return new StorageError(404, 'notFound', `No such object: ${bucket}/${name}`);
}

/** What this service does not offer, by name: never a wrong result. */
export function unimplemented(name: string): StorageError {
  return new StorageError(501, 'notImplemented', `UNIMPLEMENTED: ${name}`);
}
