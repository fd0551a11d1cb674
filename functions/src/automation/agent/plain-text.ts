/** Rounds until nothing is left to take away: what is inside of what was removed comes to light. */
const MAX_ROUNDS = 6;

const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Default_Ignorable_Code_Point}\u2800]/gu;
const EMOJI_BEFORE = /\p{Extended_Pictographic}\p{Emoji_Modifier}?\uFE0F?$/u;
const EMOJI_AFTER = /^\p{Extended_Pictographic}/u;
const JOINER = '\u200D';
const EMOJI_STYLE = '\uFE0F';
/** One character for several, such as ㏂: read as `a.m.`, it can be part of a host. */
const NOT_ASCII = /\P{ASCII}/gu;
const ELLIPSIS = '…';
const SPACES = /[\t\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/gu;
const LINE_ENDS = /\r\n?|[\u0085\u2028\u2029]/gu;

/**
 * Removes what a reader does not see, such as zero-width and direction characters, in which a text could carry another.
 * Joiners and styles inside of emoji stay.
 */
export function removeUnseen(text: string): string {
  const plain = text
    .toWellFormed()
    .replace(LINE_ENDS, '\n')
    .replace(SPACES, ' ')
    .replace(NOT_ASCII, spellOut);
  return plain.replace(UNSEEN, (character: string, at: number) =>
    character === '\n' || isInsideEmoji(plain, character, at) ? character : '',
  );
}

function spellOut(character: string): string {
  const spelt = character.normalize('NFKC');
  return character !== ELLIPSIS && spelt.length > 1 && /[./:@\\]/.test(spelt) ? spelt : character;
}

function isInsideEmoji(text: string, character: string, at: number): boolean {
  if (character !== JOINER && character !== EMOJI_STYLE) return false;
  const before = text.slice(Math.max(0, at - 5), at);
  if (before.endsWith(character) || !EMOJI_BEFORE.test(before)) return false;
  return character === EMOJI_STYLE || EMOJI_AFTER.test(text.slice(at + 1, at + 3));
}

/** Markdown and HTML as the plain text that a messaging app shows. Images vanish; a link becomes its words and address. */
export function toPlainText(text: string): string {
  let current = text;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const next = removeUnseen(removeMarkup(decodeEntities(removeUnseen(current))));
    if (next === current) break;
    current = next;
  }
  return current;
}

const NAMED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
  ['colon', ':'],
  ['period', '.'],
  ['sol', '/'],
  ['bsol', '\\'],
  ['commat', '@'],
]);
const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi;

function decodeEntities(text: string): string {
  return text.replace(ENTITY, (whole, decimal?: string, hexadecimal?: string, name?: string) => {
    if (name !== undefined) return NAMED.get(name.toLowerCase()) ?? whole;
    const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
    return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : '';
  });
}

const FENCE = /^\s*(?:```|~~~)[^\n]*$/gm;
const IMAGE = /!\[[^\]\n]{0,500}\](?:\([^)\n]{0,4000}\)?|\[[^\]\n]{0,200}\]?)/g;
const REFERENCE = /^ {0,3}\[[^\]\n]{1,200}\]:[^\n]*$/gm;
const LINK = /\[([^\]\n]{0,500})\]\(\s*<?([^)>\s]{0,4000})>?[^)\n]{0,500}\)?/g;
const AUTOLINK = /<((?:[a-z][a-z0-9+.-]{1,30}:|\/\/)[^<>\s]{1,4000})>/gi;
const BREAK = /<(?:br|\/p|\/div|\/li)\s*\/?>/gi;
const TAG = /<[a-z!/?][^<>]{0,4000}>/gi;
const OPEN_TAG =
  /<(?:a|img|script|style|iframe|svg|video|audio|object|embed|link|meta|base|form|input)\b[^<>]*$/gi;
const STRONG = /(\*\*|__)(?=\S)([^\n]{1,2000}?)\1/g;
const HEADING = /^ {0,3}#{1,6} +/gm;

function removeMarkup(text: string): string {
  return text
    .replace(FENCE, '')
    .replace(IMAGE, ' ')
    .replace(REFERENCE, '')
    .replace(LINK, (_whole, words: string, address: string) =>
      words === address ? ` ${address} ` : `${words} (${address})`,
    )
    .replace(AUTOLINK, ' $1 ')
    .replace(BREAK, '\n')
    .replace(TAG, '')
    .replace(OPEN_TAG, '')
    .replace(STRONG, '$2')
    .replace(HEADING, '');
}

/** Takes the gaps away that removals left. A full stop stays apart from a word, so that no address grows together. */
export function tidy(text: string): string {
  return text
    .replace(/\(\s*\)|\[\s*\]/g, ' ')
    .replace(/ {2,}/g, ' ')
    .replace(/ +([,;!?])/g, '$1')
    .replace(/ +\.(?=\s|$)/g, '.')
    .replace(/ *\n */g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
