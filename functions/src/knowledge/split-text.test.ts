import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitText } from './split-text.ts';

const wordsOf = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

const sentence = (words: number): string =>
  `${Array.from({ length: words }, (_, n) => `word${n}`).join(' ')}.`;

describe('splitText', () => {
  it('keeps a short text whole', () => {
    expect(splitText('  We open at nine.\r\n\r\nWe close at five. ')).toEqual([
      'We open at nine.\n\nWe close at five.',
    ]);
  });

  it.each(['', ' \n\n ', '\r\n'])('finds nothing in %j', (text) => {
    expect(splitText(text)).toEqual([]);
  });

  it('puts the headings above a passage before it', () => {
    const text =
      '# Shop\n\nWelcome.\n\n## Returns\n\nThirty days.\n\n### Costs ###\n\nNone.\n\n## Hours\nNine to five.';
    expect(splitText(text)).toEqual([
      'Shop\n\nWelcome.',
      'Shop > Returns\n\nThirty days.',
      'Shop > Returns > Costs\n\nNone.',
      'Shop > Hours\n\nNine to five.',
    ]);
  });

  it('takes no comment in a code block for a heading', () => {
    expect(splitText('# A\n\n```\n# not one\n```')).toEqual(['A\n\n```\n# not one\n```']);
  });

  it('keeps a text of headings alone', () => {
    expect(splitText('# Closed on Sundays')).toEqual(['# Closed on Sundays']);
  });

  it('ends passages at paragraphs where it can, and repeats the end of the one before', () => {
    const paragraphs = [sentence(70), sentence(70), sentence(70)];
    const passages = splitText(paragraphs.join('\n\n'));
    expect(passages.length).toBeGreaterThan(1);
    expect(passages[0]).toBe(paragraphs.slice(0, passages[0]?.split('\n\n').length).join('\n\n'));
    const [first = '', second = ''] = passages;
    const repeated = second.split('\n\n')[0] ?? '';
    expect(first.endsWith(repeated)).toBe(true);
    expect(repeated.length).toBeLessThanOrEqual(150);
    expect(repeated.length).toBeGreaterThan(100);
  });

  it('cuts a script without spaces between its words', () => {
    const text = '東京都の店舗は午前九時に開きます'.repeat(200);
    const passages = splitText(text);
    expect(passages.join('').replaceAll(/\s/g, '')).toBe(text);
    expect(Math.max(...passages.map(({ length }) => length))).toBeLessThanOrEqual(1000);
  });

  const wordOf = (minLength: number) =>
    fc
      .string({ unit: 'grapheme-ascii', minLength, maxLength: 60, size: 'max' })
      .map((text) => text.replaceAll(/[\s#`~]/g, 'x'));
  const joined = (part: fc.Arbitrary<string>, gaps: string[], length: fc.ArrayConstraints) =>
    fc
      .array(fc.tuple(part, fc.constantFrom(...gaps)), { ...length, size: 'max' })
      .map((parts) => parts.flat().join(''));
  const gaps = [' ', ' ', ' ', '. ', '\n'];
  // One of more than 848 characters does not fit into a passage beside what this repeats: it is split.
  const longParagraph = joined(wordOf(20), gaps, { minLength: 50, maxLength: 80 });
  const paragraph = joined(wordOf(1), gaps, { minLength: 1, maxLength: 40 });
  const text = joined(fc.oneof(longParagraph, paragraph), ['\n\n', '\n\n## Part\n\n'], { maxLength: 5 });

  it('loses no word, cuts none and keeps their order', () => {
    fc.assert(
      fc.property(text, (whole) => {
        const words = wordsOf(whole.replaceAll('## Part', ''));
        const found = splitText(whole).flatMap((passage) => wordsOf(passage.replace(/^Part\n\n/, '')));
        const known = new Set(words);
        expect(found.filter((part) => !known.has(part))).toEqual([]);
        let next = 0;
        for (const part of found) if (part === words[next]) next += 1;
        expect(words.slice(next)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it.each(['3.50', 'www.example.com/a?b=c', 'ana@example.com', 'e.g.', '(see', 'p.12)', '«no»?!yes'])(
    'never cuts %s, wherever it stands',
    (part) => {
      const words = Array.from({ length: 200 }, (_, n) => 'x'.repeat(1 + (n % 7))).flatMap((x) => [x, part]);
      const found = splitText(words.join(' ')).flatMap((passage) => wordsOf(passage));
      expect(found.filter((word) => word !== part && !/^x+$/.test(word))).toEqual([]);
    },
  );

  it('makes passages of at most 1,000 characters, the same ones each time', () => {
    fc.assert(
      fc.property(text, (whole) => {
        const passages = splitText(whole);
        for (const { length } of passages) expect(length).toBeLessThanOrEqual(1000);
        expect(splitText(whole)).toEqual(passages);
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ['marks', `# ${'#'.repeat(400_000)}x`],
    ['spaces', `# a${' '.repeat(400_000)}x`],
  ])('is not held up by a heading of %s', (_, heading) => {
    const startedAt = performance.now();
    splitText(heading);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });

  it.each([
    ['# Part ##', 'Part'],
    ['## Part #3 #  ', 'Part #3'],
    ['# ###', '#'],
  ])('takes %s for the heading %s', (line, heading) => {
    expect(splitText(`${line}\n\ntext`)).toEqual([`${heading}\n\ntext`]);
  });

  it('cuts even what has no end', () => {
    const endless = 'x'.repeat(50_000);
    const passages = splitText(endless);
    expect(passages.join('').replaceAll(/\s/g, '')).toBe(endless);
    expect(Math.max(...passages.map(({ length }) => length))).toBeLessThanOrEqual(1000);
  });
});
