import { foldForSearch } from '../search-tokens.ts';

/** A text as its words in lower case without accents and marks, one space between them. */
export function foldWords(text: string): string {
  return foldForSearch(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .join(' ');
}

/** Whether a word or phrase occurs as whole words, ignoring case, accents and what stands between the words. */
export function hasPhrase(text: string, phrase: string): boolean {
  const words = foldWords(phrase);
  if (words !== '') return ` ${foldWords(text)} `.includes(` ${words} `);
  // No letter or digit, such as an emoji or a question mark.
  return phrase.trim() !== '' && foldForSearch(text).includes(foldForSearch(phrase.trim()));
}
