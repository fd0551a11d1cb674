import type { ContactCard } from '#contracts/message-kinds.ts';

/** Nobody shares more than this in one message. */
const MAX_CARDS = 50;

/**
 * Names, numbers and addresses of the people on vCards (versions 2.1 to 4). Source: RFC 6350, and RFC 2425 for folded
 * lines. Cards without a name get their first number as the name; what does not parse is left out.
 */
export function readVcards(text: string): ContactCard[] {
  const unfolded = text.replace(/\r?\n[ \t]/g, '');
  const cards = unfolded.match(/BEGIN:VCARD[\s\S]*?END:VCARD/gi) ?? [];
  return cards.slice(0, MAX_CARDS).flatMap((card) => {
    const phones = valuesOf(card, 'TEL').map((value) => value.replace(/^tel:/i, ''));
    const emails = valuesOf(card, 'EMAIL');
    const name =
      valuesOf(card, 'FN')[0] ?? valuesOf(card, 'N')[0]?.split(';').filter(Boolean).reverse().join(' ');
    const shown = name ?? phones[0] ?? emails[0];
    return shown === undefined ? [] : [{ name: shown, phones, emails }];
  });
}

/** Values of one property, whatever its group (`item1.TEL`) and parameters (`TEL;TYPE=CELL`). */
function valuesOf(card: string, property: string): string[] {
  const line = new RegExp(`^(?:[\\w-]+\\.)?${property}(?:;[^:\\r\\n]*)?:(.*)$`, 'gim');
  return [...card.matchAll(line)]
    .map((match) => unescape(match[1] ?? '').trim())
    .filter((value) => value !== '');
}

function unescape(value: string): string {
  return value.replace(/\\n/gi, ' ').replace(/\\([,;\\])/g, '$1');
}
