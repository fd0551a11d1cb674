import type { FunctionsErrorCode } from 'firebase-functions/https';
import type { ErrorDetails, Reason } from '#contracts/errors.ts';

/** The callable code of each reason: what the caller should do (retry, sign in, fix the input, stop). */
const CODES = {
  'signed-out': 'unauthenticated',
  'not-a-member': 'permission-denied',
  'session-ended': 'unauthenticated',
  'company-suspended': 'permission-denied',
  'role-not-allowed': 'permission-denied',
  'invalid-input': 'invalid-argument',
  'not-found': 'not-found',
  'conversation-taken': 'failed-precondition',
  'conversation-not-open': 'failed-precondition',
  'conversation-closed': 'failed-precondition',
  'conversation-not-yours': 'permission-denied',
  'nothing-to-undo': 'failed-precondition',
  'window-closed': 'failed-precondition',
  'opted-out': 'failed-precondition',
  'empty-message': 'invalid-argument',
  'too-long': 'invalid-argument',
  'upload-missing': 'not-found',
  'upload-type-refused': 'invalid-argument',
  'upload-too-large': 'invalid-argument',
  'channel-disabled': 'failed-precondition',
  'channel-not-configured': 'failed-precondition',
  'address-taken': 'already-exists',
  'address-not-owned': 'failed-precondition',
  'credentials-refused': 'failed-precondition',
  'provider-unavailable': 'unavailable',
  'provider-refused': 'failed-precondition',
  'phone-invalid': 'invalid-argument',
  'name-taken': 'already-exists',
  'limit-reached': 'resource-exhausted',
  'in-use': 'failed-precondition',
  'setup-done': 'failed-precondition',
  'setup-token-wrong': 'permission-denied',
  'password-too-weak': 'invalid-argument',
  'email-taken': 'already-exists',
  'message-not-failed': 'failed-precondition',
  'reply-target-missing': 'not-found',
  'last-admin': 'failed-precondition',
  'own-account': 'failed-precondition',
  'member-disabled': 'failed-precondition',
  'has-open-work': 'failed-precondition',
  'invitation-invalid': 'not-found',
  'mail-not-configured': 'failed-precondition',
  'mail-unreachable': 'unavailable',
  'mail-not-public': 'failed-precondition',
  'mail-insecure': 'failed-precondition',
  'mail-login-refused': 'failed-precondition',
  'mail-refused': 'failed-precondition',
  'contrast-too-low': 'invalid-argument',
  'image-unreadable': 'invalid-argument',
  'changed-meanwhile': 'aborted',
  'assistant-not-live': 'failed-precondition',
  'assistant-archived': 'failed-precondition',
  'assistant-in-use': 'failed-precondition',
  'bot-invalid': 'invalid-argument',
  'key-missing': 'failed-precondition',
  'key-refused': 'failed-precondition',
  'ai-unavailable': 'unavailable',
  'ai-budget-spent': 'resource-exhausted',
  'document-unreadable': 'invalid-argument',
  'document-too-heavy': 'invalid-argument',
  'document-locked': 'invalid-argument',
  'draft-decided': 'failed-precondition',
  internal: 'internal',
} as const satisfies Record<Reason, FunctionsErrorCode>;

/** A request that is refused for a reason the caller can act on. Everything else that is thrown is a fault of ours. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly details: ErrorDetails;

  constructor(reason: Reason, about: Omit<ErrorDetails, 'reason'> = {}, options?: ErrorOptions) {
    super(reason, options);
    this.details = { reason, ...about };
  }

  get code(): FunctionsErrorCode {
    return CODES[this.details.reason];
  }
}
