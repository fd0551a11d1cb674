/** Where a text is best cut, best first, and how many characters of the match stay before the cut. */
const BORDERS = [
  { border: /\n\s*\n/g, kept: 0 },
  { border: /[.!?…]\s/g, kept: 1 },
  { border: /\s/g, kept: 0 },
];

/**
 * A text in pieces of at most so many characters: cut after a paragraph, else a sentence, else a word, and within a word
 * only where there is nothing else.
 */
export function splitText(text: string, limit: number): string[] {
  const pieces: string[] = [];
  let rest = text.trim();
  while (rest.length > limit) {
    const cut = findCut(rest, limit);
    pieces.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  if (rest !== '') pieces.push(rest);
  return pieces;
}

function findCut(text: string, limit: number): number {
  const head = text.slice(0, limit + 1);
  for (const { border, kept } of BORDERS) {
    const last = [...head.matchAll(border)].at(-1);
    const cut = last === undefined ? 0 : last.index + kept;
    if (cut >= limit / 2) return cut; // an early border would make many small pieces
  }
  // Never between the two halves of one character.
  return /[\uD800-\uDBFF]/.test(text.charAt(limit - 1)) ? limit - 1 : limit;
}
