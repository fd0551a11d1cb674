/** About what one answer needs: longer passages blur what they are about, shorter ones lack their context. */
const CHARACTERS = 1000;
/** What a passage repeats of the one before it, so that a sentence on the border is found from both sides. */
const OVERLAP_CHARACTERS = 150;
const HEADING_CHARACTERS = 200;
/** Longer runs without a space are no words of a language that has spaces: they are cut by the rules of their script. */
const LONGEST_WORD = 100;

const HEADING = /^(#{1,6})\s+(\S.*)$/;
const FENCE = /^(```|~~~)/;
const MARKED = /[^.!?…。！？]*[.!?…。！？]+["'”’»)\]]*\s*|[^.!?…。！？]+$/gu;
/** What ends a sentence: a space, which a figure or an address has none of, or a mark of a script without spaces. */
const SENTENCE_END = /\s$|[。！？]["'”’»)\]]*$/u;

interface Section {
  /** The headings above it, the highest first. */
  path: string[];
  paragraphs: string[];
}

/**
 * Splits a text into passages of about 1,000 characters: by headings, then paragraphs, then sentences, then words, and
 * never inside a word. Where 100 characters have no space among them, the words are those of their script, and one is cut
 * only if it alone nearly fills a passage. A passage begins with the headings that it stands under and repeats the end of
 * the one before it in its section. The same text gives the same passages.
 */
export function splitText(text: string): string[] {
  return sectionsOf(text).flatMap(({ path, paragraphs }) => {
    const heading = shorten(path.join(' > '));
    const room = CHARACTERS - (heading === '' ? 0 : heading.length + 2);
    const bodies = pack(paragraphs, room);
    return bodies.map((body) => (heading === '' ? body : `${heading}\n\n${body}`));
  });
}

function sectionsOf(text: string): Section[] {
  const sections: Section[] = [];
  let path: string[] = [];
  let levels: number[] = [];
  let lines: string[] = [];
  let isFenced = false;
  const end = () => {
    const paragraphs = paragraphsOf(lines);
    if (paragraphs.length > 0) sections.push({ path, paragraphs });
    lines = [];
  };
  for (const line of text.replaceAll(/\r\n?/g, '\n').split('\n')) {
    if (FENCE.test(line)) isFenced = !isFenced;
    const [, marks, title] = (isFenced ? null : HEADING.exec(line)) ?? [];
    if (marks === undefined || title === undefined) {
      lines.push(line);
      continue;
    }
    end();
    const above = levels.filter((level) => level < marks.length).length;
    path = [...path.slice(0, above), withoutClosingMarks(title)];
    levels = [...levels.slice(0, above), marks.length];
  }
  end();
  return withBareHeadings(text, sections);
}

/** `Title ##` is `Title`. By steps: a pattern for it takes hours for a line of marks that is long enough. */
function withoutClosingMarks(title: string): string {
  const trimmed = title.trimEnd();
  let end = trimmed.length;
  while (end > 1 && trimmed[end - 1] === '#') end--;
  return trimmed.slice(0, end).trimEnd();
}

/** A text of headings alone is text all the same. */
function withBareHeadings(text: string, sections: Section[]): Section[] {
  if (sections.length > 0) return sections;
  const paragraphs = paragraphsOf(text.split('\n'));
  return paragraphs.length === 0 ? [] : [{ path: [], paragraphs }];
}

function paragraphsOf(lines: string[]): string[] {
  return lines
    .join('\n')
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');
}

/** Fills passages of at most `room` characters with whole paragraphs, as far as these fit. */
function pack(paragraphs: string[], room: number): string[] {
  const bodies: string[] = [];
  let body = '';
  for (const { text, glue } of paragraphs.flatMap((paragraph) =>
    piecesOf(paragraph, room - OVERLAP_CHARACTERS - 2),
  )) {
    const longer = body === '' ? text : body + glue + text;
    if (longer.length <= room) {
      body = longer;
      continue;
    }
    bodies.push(body);
    const overlap = endOf(body);
    body = overlap === '' ? text : overlap + (glue === '' ? ' ' : glue) + text;
  }
  if (body !== '') bodies.push(body);
  return bodies;
}

interface Piece {
  text: string;
  /** What stands between it and the piece before it. */
  glue: string;
}

/** The largest parts of a paragraph that fit: itself, its sentences, its words. The first is glued as a paragraph. */
function piecesOf(paragraph: string, room: number): Piece[] {
  if (paragraph.length <= room) return [{ text: paragraph, glue: '\n\n' }];
  const parts = sentencesOf(paragraph).flatMap((sentence) =>
    sentence.length <= room ? [sentence] : wordsOf(sentence, room),
  );
  const pieces: Piece[] = [];
  let space = '\n\n';
  for (const part of parts) {
    const text = part.trim();
    if (text !== '') pieces.push({ text, glue: /^\s/.test(part) && space === '' ? ' ' : space });
    space = /\s+$/.test(part) ? ' ' : '';
  }
  return pieces;
}

/** Sentences with the space behind them. The marks in `3.50` and `www.example.com` end none. */
function sentencesOf(paragraph: string): string[] {
  const sentences: string[] = [];
  let sentence = '';
  for (const part of paragraph.match(MARKED) ?? []) {
    sentence += part;
    if (!SENTENCE_END.test(part)) continue;
    sentences.push(sentence);
    sentence = '';
  }
  if (sentence !== '') sentences.push(sentence);
  return sentences;
}

/** Words with the space behind them. */
function wordsOf(sentence: string, room: number): string[] {
  return (sentence.match(/\S+\s*|^\s+/gu) ?? []).flatMap((word) =>
    word.length <= LONGEST_WORD ? [word] : partsOfRun(word, room),
  );
}

/** A run without spaces: words by the rules of its script (Chinese, Japanese, Thai), and cut where one alone is too long. */
function partsOfRun(run: string, room: number): string[] {
  const segments = new Intl.Segmenter('und', { granularity: 'word' }).segment(run);
  return Array.from(segments, ({ segment }) => segment).flatMap((segment) =>
    segment.length <= room
      ? [segment]
      : (segment.match(new RegExp(`.{1,${Math.floor(room / 2)}}`, 'gsu')) ?? []),
  );
}

/** The last whole words of a passage, as far as the overlap reaches. */
function endOf(body: string): string {
  const tail = body.slice(-OVERLAP_CHARACTERS - 1);
  const space = tail.search(/\s/);
  return space < 0 || tail.length === body.length ? '' : tail.slice(space).trim();
}

/** Keeps the end of a path of headings, which says most. */
function shorten(heading: string): string {
  if (heading.length <= HEADING_CHARACTERS) return heading;
  const tail = heading.slice(-HEADING_CHARACTERS);
  const space = tail.search(/\s/);
  return `…${space < 0 ? tail.replace(/^[\uDC00-\uDFFF]/, '') : tail.slice(space)}`;
}
