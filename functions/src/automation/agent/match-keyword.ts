import { foldForSearch } from '#contracts/search-tokens.ts';

/** Scripts that write no spaces between words: a keyword in them is found inside a sentence. */
const WITHOUT_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const WORD_CHARACTER = /[\p{L}\p{N}]/u;

/** Whether one of the keywords or phrases stands in the text as a whole word, whatever its case and accents. */
export function hasKeyword(text: string, keywords: string[]): boolean {
  const folded = fold(text);
  return keywords.some((keyword) => hasWord(folded, fold(keyword)));
}

function fold(text: string): string {
  return foldForSearch(text).replace(/\s+/gu, ' ').trim();
}

function hasWord(text: string, word: string): boolean {
  if (word === '') return false;
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    const before = Array.from(text.slice(Math.max(0, at - 2), at)).at(-1);
    const [after] = text.slice(at + word.length, at + word.length + 2);
    const letters = Array.from(word);
    if (isEdge(before, letters[0]) && isEdge(after, letters.at(-1))) return true;
  }
  return false;
}

function isEdge(neighbour: string | undefined, letter: string | undefined): boolean {
  if (neighbour === undefined || !WORD_CHARACTER.test(neighbour)) return true;
  return letter === undefined || !WORD_CHARACTER.test(letter) || WITHOUT_SPACES.test(letter);
}
