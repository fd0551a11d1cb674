import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanAnswer } from './clean-answer.ts';

const policy = { allowedHosts: ['shop.example'], publishedMails: new Set<string>() };

describe('whatever a model writes', () => {
  const host = fc.constantFrom(
    'evil.test',
    'evil.com',
    'shop.example.evil.com',
    'xshop.example',
    'e.co',
    'ev-il.shop',
    '1.evil.io',
    'shop.example',
  );
  const glue = fc.constantFrom(
    'https://',
    'HTTP://',
    '//',
    '',
    ' ',
    '@',
    ':',
    '/',
    '\\',
    '?u=',
    '#',
    '.',
    '(',
    ')',
    '[',
    '](',
    '<',
    '>',
    '![x](',
    '\u200b',
    '%2F%2F',
    '%252e',
    '&#46;',
    '&period;',
    '。',
    '．',
    '\u00ad',
    '\n',
    '"',
    '*',
    '**',
    '<b>',
    '</b>',
    ',',
    ':443',
    ':8080',
    'mailto:',
  );
  const word = fc.constantFrom('hello', 'ev', 'il', 'com', 'test', 'shop', 'example', 'a', '日本', 'é', '1');
  const answer = fc
    .array(fc.oneof(host, glue, word, fc.string({ unit: 'grapheme', maxLength: 6 })), { maxLength: 14 })
    .map((pieces) => pieces.join(''));
  /** Hosts as a reader's app finds them, found in another way than by the guard. */
  const HOSTS = /[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*\.(?:test|com|co|shop|io|example)(?![\p{L}\p{N}_-])/giu;

  it(
    'no link to another host leaves, nor anything unseen, and a second look changes nothing',
    { timeout: 120_000 },
    () => {
      fc.assert(
        fc.property(answer, (text) => {
          const cleaned = cleanAnswer(text, policy);
          if (cleaned === null) return;
          const hosts = [...cleaned.normalize('NFKC').matchAll(HOSTS)].map(([found]) => found.toLowerCase());
          expect(hosts.filter((found) => !/^(?:[^.]+\.)*shop\.example$/.test(found))).toEqual([]);
          for (const [link] of cleaned.matchAll(/[a-z]+:\/\/\S+/gi))
            expect(URL.parse(link)?.hostname).toMatch(/(?:^|\.)shop\.example$/);
          expect(cleaned).not.toMatch(/[\u200b-\u200c\u202a-\u202e\u2060-\u206f\u00ad\ufeff]/);
          expect(cleanAnswer(cleaned, policy)).toBe(cleaned);
        }),
        { numRuns: 10_000, seed: 1 },
      );
    },
  );
});
