import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';

/**
 * Reads a number as a person types it.
 * @param country ISO code in which a number without a country code is read
 * @returns E.164 to send to, or null where it cannot be a phone number
 */
export function readPhone(typed: string, country: string): string | null {
  const compact = typed.replace(/[\s().\-/]/g, '').replace(/^00/, '+');
  if (/^\+(521|549)\d{10}$/.test(compact)) return compact; // real on WhatsApp, refused by libphonenumber for Mexico
  // An unknown country code makes the library read international spellings only, which is what we want then.
  const parsed = parsePhoneNumberFromString(compact, country as CountryCode);
  return parsed?.isPossible() === true ? parsed.number : null;
}
