import { asParsed } from './links.ts';

const MAIL = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+/gu;

/** Mail addresses in a text, lower case. */
export function mailsIn(text: string): string[] {
  return [...asParsed(text).matchAll(MAIL)].map(([mail]) => mail.toLowerCase());
}

/** Digits with what people write between those of a phone number. */
const NUMBER = /(?<![\p{L}\p{N}])\+?\(?\d[\d\s()./-]{4,60}\d(?![\p{L}\p{N}])/gu;
const DATE = /(?<!\d)(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})(?!\d)/g;
const AMOUNT = /(?<![\d.,])\d{1,3}(?:\.\d{3})+(?!\d)/g;
/** The shortest number that reaches somebody, and the longest (E.164). */
const DIGITS = { min: 7, max: 15 };
/** Numbers are the same where their endings are: one may lack the country code. */
const COMPARED_DIGITS = 8;

/** Digits of everything that may be a phone number; dates and amounts with full stops apart. */
function phonesIn(text: string): string[] {
  const plain = latinDigits(asParsed(text)).replace(DATE, ';').replace(AMOUNT, ';');
  return [...plain.matchAll(NUMBER)].flatMap(([number]) => {
    const digits = number.replace(/\D/g, '');
    const pieces =
      digits.length <= DIGITS.max
        ? [digits]
        : number.split(/\s+|\//).map((piece) => piece.replace(/\D/g, ''));
    return pieces.filter((piece) => piece.length >= DIGITS.min);
  });
}

/** Whether a text holds a mail address or phone number that none of the sources holds. */
export function hasForeignContact(text: string, sources: string[]): boolean {
  const knownMails = new Set(sources.flatMap(mailsIn));
  if (mailsIn(text).some((mail) => !knownMails.has(mail))) return true;
  const phones = phonesIn(text);
  if (phones.length === 0) return false;
  const known = sources.map((source) => latinDigits(asParsed(source)).replace(/[\s()./+-]/g, ''));
  return phones.some((phone) => !known.some((source) => source.includes(phone.slice(-COMPARED_DIGITS))));
}

const ZEROS = [0x06_60, 0x06_f0, 0x09_66];

function latinDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06F0-\u06F9\u0966-\u096F]/g, (digit) => {
    const code = digit.charCodeAt(0);
    const zero = ZEROS.find((start) => code >= start && code < start + 10) ?? code;
    return String(code - zero);
  });
}

/** Shapes of credentials: of AI providers, clouds, messaging providers; signed tokens and private keys. */
const CREDENTIALS = [
  /AIza[\w-]{30,}/,
  /(?<![A-Za-z0-9])AQ\.[\w-]{20,}/,
  /(?<![A-Za-z0-9])sk-[\w-]{16,}/,
  /(?<![A-Za-z0-9])(?:sk|pk|rk)_(?:live|test)_\w{10,}/,
  /(?<![A-Za-z0-9])(?:AC|SK|MG)[0-9a-f]{32}/,
  /(?<![A-Za-z0-9])(?:AKIA|ASIA)[0-9A-Z]{16}/,
  /(?<![A-Za-z0-9])gh[opsur]_\w{20,}/,
  /(?<![A-Za-z0-9])xox[abprs]-[\w-]{10,}/,
  /(?<![A-Za-z0-9])EAA[0-9A-Za-z]{40,}/,
  /(?<!\d)\d{8,10}:[\w-]{35}/,
  /eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{5,}/,
  /-----BEGIN [A-Z ]+-----/,
  /ya29\.[\w-]{20,}/,
];

/** Whether something in a text has the shape of a key, spaced out or not. */
export function hasCredential(text: string): boolean {
  return [text, text.replace(/\s/g, '')].some((form) => CREDENTIALS.some((shape) => shape.test(form)));
}
