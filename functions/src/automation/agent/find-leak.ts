/** Letters in a row that are compared. Shorter pieces are ordinary phrases of any two texts. */
const PIECE = 24;
/** Letters and digits in a row, the same as in the secret text, that count as a leak: about twelve words. */
const LONGEST_RUN = 64;
/** Pieces that are the same, all together, when none is long. */
const MOST_PIECES = 160;
/** The same of consonants alone: a text without its vowels is as good as the text. */
const CONSONANTS = { piece: 18, run: 40 };

/** Shorter than any run that counts is longer than a piece. */
const STRIDE = 8;

/** What must not be said, in the forms in which answers are compared with it. */
export interface SecretText {
  letters: ReadonlySet<string>;
  /** Distances between neighbouring letters of the alphabet, which no shift of it changes. */
  steps: ReadonlySet<string>;
  consonants: ReadonlySet<string>;
}

/**
 * Prepares the comparison.
 * @param sayable texts that may be said whatever else holds them, such as published knowledge
 */
export function secretText(secret: string, sayable: string[]): SecretText {
  const forms = (text: string) => ({
    letters: piecesOf(lettersOf(text), PIECE),
    steps: piecesOf(stepsOf(lettersOf(text)), PIECE),
    consonants: piecesOf(consonantsOf(lettersOf(text)), CONSONANTS.piece),
  });
  const { letters, steps, consonants } = forms(secret);
  for (const text of sayable) {
    const said = forms(text);
    for (const piece of said.letters) letters.delete(piece);
    for (const piece of said.steps) steps.delete(piece);
    for (const piece of said.consonants) consonants.delete(piece);
  }
  return { letters, steps, consonants };
}

/**
 * Whether a text repeats a long piece of a secret one: word for word, with other separators or letters that look alike,
 * mirrored, shifted in the alphabet, without vowels, word order turned round, spread over initials or every other letter. Translations and short pieces are not found: what must never be said does not belong into a prompt.
 * @param texts what is said, and what of it was encoded
 */
export function repeatsSecret(texts: string[], secret: SecretText): boolean {
  return texts.some((text) => viewsOf(text).some((view) => matches(view, secret)));
}

function viewsOf(text: string): string[] {
  const words = text.split(/[^\p{L}\p{N}\p{M}]+/u);
  const initials = words.map((word) => Array.from(word)[0] ?? '').join('');
  const lines = text.split('\n').map((line) => /[\p{L}\p{N}]/u.exec(line)?.[0] ?? '');
  const whole = lettersOf(text);
  const views = [
    whole,
    lettersOf(words.toReversed().join(' ')),
    lettersOf(initials),
    lettersOf(lines.join('')),
    everyOther(whole, 0),
    everyOther(whole, 1),
    lettersOf(everyOther(text, 0)),
    lettersOf(everyOther(text, 1)),
  ].filter((view) => view.length >= CONSONANTS.run);
  return views.flatMap((view) => [view, reversed(view)]);
}

function matches(view: string, secret: SecretText): boolean {
  const limits = { run: LONGEST_RUN, total: MOST_PIECES };
  if (isRepeated(view, secret.letters, PIECE, limits)) return true;
  const steps = stepsOf(view);
  if (isRepeated(steps, secret.steps, PIECE, limits)) return true;
  if (isRepeated(mirroredSteps(steps), secret.steps, PIECE, limits)) return true;
  const consonants = consonantsOf(view);
  return isRepeated(consonants, secret.consonants, CONSONANTS.piece, {
    run: CONSONANTS.run,
    total: MOST_PIECES,
  });
}

function isRepeated(
  view: string,
  pieces: ReadonlySet<string>,
  length: number,
  limits: { run: number; total: number },
): boolean {
  if (!hasPiece(view, pieces, length)) return false;
  let run = 0;
  let total = 0;
  for (let at = 0; at + length <= view.length; at += 1) {
    if (!pieces.has(view.slice(at, at + length))) {
      run = 0;
      continue;
    }
    total += run === 0 ? length : 1;
    run = run === 0 ? length : run + 1;
    if (run >= limits.run || total >= limits.total) return true;
  }
  return false;
}

/** A quick look: whatever is repeated at any length holds one of these places. */
function hasPiece(view: string, pieces: ReadonlySet<string>, length: number): boolean {
  for (let at = 0; at + length <= view.length; at += STRIDE)
    if (pieces.has(view.slice(at, at + length))) return true;
  return false;
}

function piecesOf(text: string, length: number): Set<string> {
  const pieces = new Set<string>();
  for (let at = 0; at + length <= text.length; at += 1) pieces.add(text.slice(at, at + length));
  return pieces;
}

/** Digits and letters of other scripts, each before the Latin letter that it is written for. */
const LOOK_ALIKES = '0o1i3e4a5s7t8bаaеeоoрpсcуyхxіiѕsјjԁdһhӏlкkмmтtвbнhαaοoεeιiκkνvρpτtυuχxβb';
const LATIN_OF: ReadonlyMap<string, string> = new Map(
  (LOOK_ALIKES.match(/../g) ?? []).map((pair) => [pair.charAt(0), pair.charAt(1)]),
);

/** Letters and digits alone, without case, accents and disguise. */
function lettersOf(text: string): string {
  const folded = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  return folded.replace(
    /[0-9\u0370-\u03FF\u0400-\u052F]/gu,
    (character) => LATIN_OF.get(character) ?? character,
  );
}

const A = 'a'.charCodeAt(0);

function stepsOf(letters: string): string {
  const latin = letters.replace(/[^a-z]/g, '');
  let steps = '';
  for (let at = 1; at < latin.length; at += 1)
    steps += String.fromCharCode(A + ((latin.charCodeAt(at) - latin.charCodeAt(at - 1) + 26) % 26));
  return steps;
}

/** An alphabet that runs backwards turns every step round. */
function mirroredSteps(steps: string): string {
  return Array.from(steps, (step) => String.fromCharCode(A + ((26 - (step.charCodeAt(0) - A)) % 26))).join(
    '',
  );
}

function consonantsOf(letters: string): string {
  return letters.replace(/[aeiou]/g, '');
}

function everyOther(text: string, first: 0 | 1): string {
  let kept = '';
  for (let at = first; at < text.length; at += 2) kept += text.charAt(at);
  return kept;
}

function reversed(text: string): string {
  return Array.from(text).toReversed().join('');
}
