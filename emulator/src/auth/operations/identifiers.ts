import { check } from '../auth-error.ts';

/** Addresses are compared in lower case. Refuses with INVALID_EMAIL what is no address. */
export function canonicalEmail(email: string): string {
  check(/^[^@\s]+@[^@\s]+$/.test(email) && email.length <= 256, 'INVALID_EMAIL');
  return email.toLowerCase();
}

/** E.164. Refuses with INVALID_PHONE_NUMBER. */
export function checkPhoneNumber(phoneNumber: string): string {
  check(/^\+[1-9]\d{4,14}$/.test(phoneNumber), 'INVALID_PHONE_NUMBER : Invalid format.');
  return phoneNumber;
}
