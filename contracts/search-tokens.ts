import { LIMITS } from './limits.ts';

/** Lengths of the pieces that can be searched for, in characters and digits. */
const PREFIX = { min: 2, max: 20 };
const ENDING = { min: 4, max: 15 };

/** Lower case without accents, so that `Pérez` and `perez` are one. */
export function foldForSearch(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/**
 * What a client is found by: prefixes of each word of the name and endings of each number, at most 40. Short prefixes
 * come first, so that a long name loses precision before it loses a word.
 */
export function searchTokens(name: string, phones: string[]): string[] {
  const tokens = new Set<string>();
  for (const phone of phones) {
    const digits = phone.replace(/\D/g, '');
    for (let length = ENDING.min; length <= Math.min(digits.length, ENDING.max); length += 1) {
      tokens.add(digits.slice(-length));
    }
  }
  const words = wordsOf(name);
  for (let length = PREFIX.min; length <= PREFIX.max; length += 1) {
    for (const word of words) if (word.length >= length) tokens.add(word.slice(0, length));
  }
  return [...tokens].slice(0, LIMITS.searchTokens);
}

function wordsOf(text: string): string[] {
  return foldForSearch(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
