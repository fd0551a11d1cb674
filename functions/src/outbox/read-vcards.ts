import { LIMITS } from '#contracts/limits.ts';
import type { ContactCard } from '#contracts/message-kinds.ts';

/** Nobody shares more than this in one message, and a message must stay small enough to be stored. */
const MAX_CARDS = 50;
const MAX_VALUES = 20;
/** Pictures on cards are skipped, but have to be walked past. */
const MAX_TEXT_CHARACTERS = 2 * 1024 * 1024;

/**
 * Names, numbers and addresses of the people on vCards (versions 2.1 to 4). Source: RFC 6350, and RFC 2425 for folded
 * lines. Cards without a name get their first number as the name; what does not parse is left out.
 */
export function readVcards(text: string): ContactCard[] {
  const unfolded = text.slice(0, MAX_TEXT_CHARACTERS).replace(/\r?\n[ \t]/g, '');
  return bodiesOf(unfolded).flatMap((card) => {
    const phones = valuesOf(card, 'TEL').map((value) => value.replace(/^tel:/i, ''));
    const emails = valuesOf(card, 'EMAIL');
    const name =
      valuesOf(card, 'FN')[0] ?? valuesOf(card, 'N')[0]?.split(';').filter(Boolean).reverse().join(' ');
    const shown = name ?? phones[0] ?? emails[0];
    return shown === undefined ? [] : [{ name: shown, phones, emails }];
  });
}

/** What stands between each beginning and its end. Splitting is linear; a search for pairs would not be. */
function bodiesOf(text: string): string[] {
  return text
    .split(/BEGIN:VCARD/i, MAX_CARDS + 1)
    .slice(1)
    .flatMap((rest) => {
      const end = rest.search(/END:VCARD/i);
      return end === -1 ? [] : [rest.slice(0, end)];
    });
}

/** Values of one property, whatever its group (`item1.TEL`) and parameters (`TEL;TYPE=CELL`). */
function valuesOf(card: string, property: string): string[] {
  const line = new RegExp(`^(?:[\\w-]+\\.)?${property}(?:;[^:\\r\\n]*)?:(.*)$`, 'gim');
  return [...card.matchAll(line)]
    .map((match) =>
      unescape(match[1] ?? '')
        .trim()
        .slice(0, LIMITS.nameCharacters),
    )
    .filter((value) => value !== '')
    .slice(0, MAX_VALUES);
}

function unescape(value: string): string {
  return value.replace(/\\n/gi, ' ').replace(/\\([,;\\])/g, '$1');
}
