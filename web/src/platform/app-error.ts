import { errorDetailsSchema, type ErrorDetails, type Reason } from '#contracts/errors.ts';

/**
 * What went wrong, in the product's closed vocabulary: the callable code, the stable reason where the server gave one,
 * and the values that its sentence needs.
 */
export class AppError extends Error {
  readonly code: string;
  readonly reason: Reason | null;
  readonly field: string | null;
  readonly values: Record<string, string | number>;

  constructor(code: string, details: ErrorDetails | null, cause?: unknown) {
    super(details === null ? code : `${code}/${details.reason}`, { cause });
    this.name = 'AppError';
    this.code = code;
    this.reason = details?.reason ?? null;
    this.field = details?.field ?? null;
    this.values = details?.values ?? {};
  }
}

/** Codes after which the same request can succeed without anybody changing anything. */
const TRANSIENT_CODES = new Set([
  'unavailable',
  'deadline-exceeded',
  'aborted',
  'network-request-failed',
  'retry-limit-exceeded',
]);

export function isTransient(error: AppError): boolean {
  return TRANSIENT_CODES.has(error.code) && error.reason === null;
}

/** Codes without a reason of ours of which a sentence says all that helps. */
const EXPLAINED_CODES = new Set([
  ...TRANSIENT_CODES,
  'permission-denied',
  'unauthorized',
  'unauthenticated',
  'user-token-expired',
  'invalid-credential',
  'wrong-password',
  'user-not-found',
  'invalid-email',
  'invalid-login-credentials',
  'user-disabled',
  'too-many-requests',
  'requires-recent-login',
  'weak-password',
  'password-does-not-meet-requirements',
]);

/** Whether somebody else has to look into it and needs the code; an expected refusal explains itself. */
export function needsCode({ code, reason }: Pick<AppError, 'code' | 'reason'>): boolean {
  return reason === null ? !EXPLAINED_CODES.has(code) : reason === 'internal';
}

/** Whether the server refused the phone number that a form holds in its field `phone`. */
export function isPhoneRefused(error: Pick<AppError, 'reason' | 'field'> | null): boolean {
  if (error === null) return false;
  return error.reason === 'phone-invalid' || (error.reason === 'invalid-input' && error.field === 'phone');
}

/**
 * Turns whatever an SDK threw into an AppError. Firebase errors carry `code` as `service/code`, callables also
 * `details` (https://firebase.google.com/docs/functions/callable#handle_errors).
 */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const code = readCode(thrown);
  const details = errorDetailsSchema.safeParse(readDetails(thrown));
  return new AppError(code, details.success ? details.data : null, thrown);
}

function readCode(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return 'unknown';
  const { code } = thrown;
  return typeof code === 'string' ? code.slice(code.indexOf('/') + 1) : 'unknown';
}

function readDetails(thrown: unknown): unknown {
  return typeof thrown === 'object' && thrown !== null && 'details' in thrown ? thrown.details : null;
}
