import { wordsOf } from './words.ts';

/** Trigrams tell that words are related; whole words count more. */
const WEIGHT = { word: 1, trigram: 0.25 };
const LEAST_LENGTH = 3;

/**
 * A vector of length 1 that depends on the text alone. Texts that share words or parts of words are near each other,
 * whatever their case and accents; others are nearly orthogonal. It knows no synonyms and no other language.
 */
export function embed(text: string, dimensions: number): number[] {
  const vector = Array.from({ length: dimensions }, () => 0);
  const add = (feature: string, weight: number): void => {
    const hash = fnv1a(feature);
    const index = hash % dimensions;
    vector[index] = (vector[index] ?? 0) + (hash & 0x40000000 ? weight : -weight);
  };
  for (const word of wordsOf(text).filter(({ length }) => length >= LEAST_LENGTH)) {
    add(word, WEIGHT.word);
    for (let start = 0; start + 3 <= word.length; start += 1)
      add(`#${word.slice(start, start + 3)}`, WEIGHT.trigram);
  }
  const length = Math.hypot(...vector);
  if (length === 0) return vector.map((_value, index) => (index === 0 ? 1 : 0));
  return vector.map((value) => value / length);
}

/** http://www.isthe.com/chongo/tech/comp/fnv/ */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}
