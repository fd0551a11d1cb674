const SENTENCE_END = /[.!?…。！？](?=\s|$|["'»”)])|\n/gu;
/** A sentence's end before this part of the limit is too early to stop at. */
const KEPT_SHARE = 0.5;

/** At most this many characters, ended at a sentence, else at a word. Characters are counted as providers do: UTF-16. */
export function cutText(text: string, characters: number): string {
  if (text.length <= characters) return text;
  const head = text.slice(0, characters - 1).toWellFormed();
  const ends = [...head.matchAll(SENTENCE_END)].map((match) => match.index + match[0].length);
  const end = ends.at(-1) ?? 0;
  if (end >= characters * KEPT_SHARE) return head.slice(0, end).trimEnd();
  const space = head.lastIndexOf(' ');
  return `${head
    .slice(0, space >= characters * KEPT_SHARE ? space : head.length)
    .replace(/\uFFFD$/, '')
    .trimEnd()}…`;
}
