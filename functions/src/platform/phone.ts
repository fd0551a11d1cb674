export { readPhone } from '#contracts/read-phone.ts';

/**
 * E.164 under which a person is looked up; never an address to send to. Some countries spell one mobile number in two
 * ways, and providers use either: Mexico with and without 1, Argentina with and without 9, Brazil with and without the
 * ninth digit. libphonenumber refuses some of these spellings, so nothing here validates.
 * @param e164 `+` and digits, as providers give it
 * @returns null where it is no international number, such as a short code or a name
 */
export function canonicalPhone(e164: string): string | null {
  if (!/^\+[1-9]\d{6,14}$/.test(e164)) return null;
  const mexico = /^\+521(\d{10})$/.exec(e164);
  if (mexico) return `+52${mexico[1]}`;
  const argentina = /^\+549(\d{10})$/.exec(e164);
  if (argentina) return `+54${argentina[1]}`;
  const brazil = /^\+55(\d{2})([6-9]\d{7})$/.exec(e164); // numbers from 2 to 5 are landlines and have no ninth digit
  if (brazil) return `+55${brazil[1]}9${brazil[2]}`;
  return e164;
}
