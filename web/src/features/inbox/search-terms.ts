import type { Client } from '#contracts/collections/client.ts';

const SHORTEST_WORD = 2;
const SHORTEST_NUMBER = 4;

/**
 * Cuts what somebody typed into terms as clients are indexed by: words in lower case without accents, and numbers
 * without their punctuation. Terms that are too short to be indexed are left out.
 */
export function searchTerms(input: string): string[] {
  const plain = plainText(input);
  const digits = plain.replace(/[\s().+-]/g, '');
  // A phone number is one term, however it is spaced.
  if (/^\d+$/.test(digits)) return digits.length >= SHORTEST_NUMBER ? [digits] : [];
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length >= SHORTEST_WORD);
}

/** The term that finds the fewest clients: one alone goes to the server, which can match only one. */
export function longestTerm(terms: readonly string[]): string | null {
  return terms.toSorted((a, b) => b.length - a.length)[0] ?? null;
}

/** Whether a client matches every term: a word of the name begins with it, or a number ends with it. */
export function matchesTerms(client: Pick<Client, 'name' | 'phones'>, terms: readonly string[]): boolean {
  const words = plainText(client.name).split(/[^\p{L}\p{N}]+/u);
  const numbers = client.phones.map((phone) => phone.replace(/\D/g, ''));
  return terms.every(
    (term) =>
      words.some((word) => word.startsWith(term)) ||
      (/^\d+$/.test(term) && numbers.some((number) => number.endsWith(term))),
  );
}

function plainText(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
