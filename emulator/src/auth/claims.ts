import { check } from './auth-error.ts';

/** https://firebase.google.com/docs/auth/admin/custom-claims: reserved names and the limit of 1000 characters. */
const RESERVED_CLAIMS = [
  'acr',
  'amr',
  'at_hash',
  'aud',
  'auth_time',
  'azp',
  'c_hash',
  'cnf',
  'exp',
  'firebase',
  'iat',
  'iss',
  'jti',
  'nbf',
  'nonce',
  'sub',
];
const MAX_SERIALIZED_LENGTH = 1000;

/** Checks claims that come as JSON text and returns them. Errors: CLAIMS_TOO_LARGE, INVALID_CLAIMS, FORBIDDEN_CLAIM. */
export function parseCustomAttributes(text: string): Record<string, unknown> {
  check(text.length <= MAX_SERIALIZED_LENGTH, 'CLAIMS_TOO_LARGE');
  if (text === '') return {};
  let claims: unknown;
  try {
    claims = JSON.parse(text);
  } catch {
    check(false, 'INVALID_CLAIMS');
  }
  return checkClaims(claims);
}

/** Checks developer claims of a custom token. Errors: INVALID_CLAIMS, FORBIDDEN_CLAIM. */
export function checkClaims(claims: unknown): Record<string, unknown> {
  check(typeof claims === 'object' && claims !== null && !Array.isArray(claims), 'INVALID_CLAIMS');
  for (const name of RESERVED_CLAIMS) {
    check(!Object.hasOwn(claims, name), `FORBIDDEN_CLAIM : ${name}`);
  }
  return { ...claims };
}
