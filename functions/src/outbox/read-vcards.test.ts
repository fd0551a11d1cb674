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

it('reads what is hostile in linear time and keeps little of it', () => {
  const openings = 'BEGIN:VCARD\n'.repeat(400_000);
  const long = `BEGIN:VCARD\nFN:${'x'.repeat(100_000)}\n${'TEL:+14155550102\n'.repeat(1000)}END:VCARD`;
  const startedAt = performance.now();
  expect(readVcards(openings)).toEqual([]);
  const [card] = readVcards(long);
  expect(performance.now() - startedAt).toBeLessThan(1000);
  expect(card?.name).toHaveLength(120);
  expect(card?.phones).toHaveLength(20);
});
