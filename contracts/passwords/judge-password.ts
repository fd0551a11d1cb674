import { PASSWORD_CHARACTERS } from '../limits.ts';
import { COMMON_PASSWORDS, COMMON_WORDS } from './common-passwords.ts';

/** Shorter parts of names stand in many good passwords. */
const OWN_WORD_CHARACTERS = 4;
/** What fingers run along: the alphabet, figures, the rows and columns of a keyboard. */
const ROWS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'asdfghjklñ',
  'zxcvbnm',
  '1qaz',
  '2wsx',
  '3edc',
  '4rfv',
  '5tgb',
  '6yhn',
  '7ujm',
];
const RUNS = ROWS.flatMap((row) => [row, Array.from(row).toReversed().join('')]);
/** Two neighbours stand in every word; three in few. */
const RUN_CHARACTERS = 3;
/** This many characters beside runs do not make a password of them. */
const CHARACTERS_BESIDE_RUNS = 2;
const LOOKALIKES: Record<string, string> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
};

/** What a new password fulfils so far. */
export interface PasswordVerdict {
  isLong: boolean;
  /** It is more than the own name or email with something around. */
  isNotOwn: boolean;
  /** It is none of those that are tried first: a well-known one, a repeat, a row of keys. */
  isNotCommon: boolean;
}

/**
 * Judges a new password: the app while it is typed, the server before it is taken.
 *
 * @param own what others know of the person: name, email.
 */
export function judgePassword(password: string, own: readonly string[]): PasswordVerdict {
  const lower = password.toLowerCase();
  const plain = withoutAccents(lower);
  const words = own
    .flatMap((text) => withoutAccents(text.toLowerCase()).split(/[\s@]+/))
    .filter((word) => word.length >= OWN_WORD_CHARACTERS);
  const rest = words.reduce((left, word) => left.replaceAll(word, ''), plain);
  return {
    isLong: password.length >= PASSWORD_CHARACTERS.least,
    isNotOwn: password !== '' && (rest === plain || rest.length >= PASSWORD_CHARACTERS.least),
    isNotCommon: password !== '' && !isWellKnown(lower) && !isRepeat(lower) && !isRunOfKeys(lower),
  };
}

export function isGoodPassword({ isLong, isNotOwn, isNotCommon }: PasswordVerdict): boolean {
  return isLong && isNotOwn && isNotCommon;
}

/** Who types a name in a hurry leaves its accents out: `José` is `jose`. */
function withoutAccents(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '');
}

/** In the list, or one of the words with figures and signs around or instead of letters: `P@ssw0rd2024!`. */
function isWellKnown(password: string): boolean {
  if (COMMON_PASSWORDS.has(password.replaceAll(' ', ''))) return true;
  const core = password.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const readings = [core, Array.from(core, (character) => LOOKALIKES[character] ?? character).join('')];
  return readings.some((reading) => {
    const letters = reading.replace(/[^\p{L}]/gu, '');
    return COMMON_WORDS.has(letters) || COMMON_PASSWORDS.has(letters) || COMMON_WORDS.has(unitOf(letters));
  });
}

/** A repeat is worth no more than what it repeats. */
function isRepeat(password: string): boolean {
  const unit = unitOf(password);
  return unit !== password && unit.length < PASSWORD_CHARACTERS.least;
}

/** The shortest beginning that, written twice or more (the last time perhaps in part), gives the whole text. */
function unitOf(text: string): string {
  for (let length = 1; length * 2 <= text.length; length += 1) {
    if (text.startsWith(text.slice(length))) return text.slice(0, length);
  }
  return text;
}

/** Rows of keys or of the same character, one after the other, with next to nothing beside. */
function isRunOfKeys(password: string): boolean {
  let beside = 0;
  for (let at = 0; at < password.length;) {
    const length = runAt(password, at);
    if (length < RUN_CHARACTERS) beside += 1;
    at += length < RUN_CHARACTERS ? 1 : length;
  }
  return beside <= CHARACTERS_BESIDE_RUNS;
}

/** How many characters from here on are a row of keys, or the same one. */
function runAt(password: string, at: number): number {
  let length = 1;
  while (at + length < password.length && isRun(password.slice(at, at + length + 1))) length += 1;
  return length;
}

function isRun(text: string): boolean {
  return RUNS.some((run) => run.includes(text)) || unitOf(text).length === 1;
}
