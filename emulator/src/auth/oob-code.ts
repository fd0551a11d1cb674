/** A one-time code that a person receives by email. */
export interface OobCode {
  oobCode: string;
  requestType: OobRequestType;
  localId: string;
  email: string;
  newEmail: string | null;
  oobLink: string;
  createdAtMs: number;
}

export type OobRequestType = 'PASSWORD_RESET' | 'VERIFY_EMAIL' | 'VERIFY_AND_CHANGE_EMAIL';

const HOUR_MS = 60 * 60_000;

/** How long a code works: an hour for a new password, three days for an address, as in production. */
const LIFETIME_MS: Record<OobRequestType, number> = {
  PASSWORD_RESET: HOUR_MS,
  VERIFY_EMAIL: 72 * HOUR_MS,
  VERIFY_AND_CHANGE_EMAIL: 72 * HOUR_MS,
};
/** An old code is told from a wrong one for a while (EXPIRED_OOB_CODE, INVALID_OOB_CODE). */
const REMEMBERED_MS = 30 * 24 * HOUR_MS;

export const ACTION_MODES: Record<OobRequestType, string> = {
  PASSWORD_RESET: 'resetPassword',
  VERIFY_EMAIL: 'verifyEmail',
  VERIFY_AND_CHANGE_EMAIL: 'verifyAndChangeEmail',
};

export function isExpired(code: OobCode, nowMs: number): boolean {
  return nowMs - code.createdAtMs > LIFETIME_MS[code.requestType];
}

export function isForgettable(code: OobCode, nowMs: number): boolean {
  return nowMs - code.createdAtMs > REMEMBERED_MS;
}
