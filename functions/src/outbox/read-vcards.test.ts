import { expect, it } from 'vitest';
import { readVcards } from './read-vcards.ts';

it('reads names, numbers and addresses of several cards in different versions', () => {
  const text = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    'N:Rivera;Ana;;;',
    'FN:Ana Rivera\\, MD',
    'item1.TEL;type=CELL;waid=14155550102:+1 415',
    ' -555-0102',
    'EMAIL;TYPE=work:ana@example.test',
    'END:VCARD',
    'begin:vcard',
    'N:Pérez;José',
    'TEL:tel:+525512345678',
    'end:vcard',
    'BEGIN:VCARD',
    'TEL:123',
    'END:VCARD',
    'BEGIN:VCARD',
    'END:VCARD',
  ].join('\r\n');
  expect(readVcards(text)).toEqual([
    { name: 'Ana Rivera, MD', phones: ['+1 415-555-0102'], emails: ['ana@example.test'] },
    { name: 'José Pérez', phones: ['+525512345678'], emails: [] },
    { name: '123', phones: ['123'], emails: [] },
  ]);
});

it('finds nothing in what is no card', () => expect(readVcards('hello')).toEqual([]));
