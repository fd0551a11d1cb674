import { expect, it } from 'vitest';
import { Crc32c, crc32cDecimal } from './crc32c.ts';

function crc32cOf(...chunks: Buffer[]): string {
  const checksum = new Crc32c();
  for (const chunk of chunks) checksum.update(chunk);
  return checksum.base64();
}

// Check values of RFC 3720, appendix B.4, and of the usual "123456789".
it.each([
  ['32 zeros', Buffer.alloc(32), 0x8a9136aa],
  ['32 ones', Buffer.alloc(32, 0xff), 0x62a8ab43],
  ['ascending bytes', Buffer.from(Array.from({ length: 32 }, (_, index) => index)), 0x46dd794e],
  ['digits', Buffer.from('123456789'), 0xe3069283],
  ['nothing', Buffer.alloc(0), 0],
])('is right for %s', (_, bytes, expected) => {
  expect(crc32cDecimal(crc32cOf(bytes))).toBe(String(expected));
});

it('does not depend on how the bytes are cut', () => {
  const bytes = Buffer.from('some bytes that come in pieces');
  expect(crc32cOf(bytes.subarray(0, 5), bytes.subarray(5, 6), bytes.subarray(6))).toBe(crc32cOf(bytes));
});
