import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutText } from './cut-text.ts';

it.each([
  ['Short.', 20, 'Short.'],
  ['First sentence. Second one is long.', 20, 'First sentence.'],
  ['Version 1.2 of everything else here', 20, 'Version 1.2 of…'],
  ['abcdefghijklmnopqrstuvwxyz', 10, 'abcdefghi…'],
  ['One. Everything behind it is long', 20, 'One. Everything…'],
])('cuts %j at %i', (text, characters, cut) => {
  expect(cutText(text, characters)).toBe(cut);
});

it('never exceeds the limit and never breaks a character in two', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.integer({ min: 2, max: 100 }),
      (text, characters) => {
        const cut = cutText(text, characters);
        expect(cut.length).toBeLessThanOrEqual(Math.max(characters, 0));
        expect(cut.isWellFormed()).toBe(true);
      },
    ),
    { numRuns: 1000, seed: 1 },
  );
});
