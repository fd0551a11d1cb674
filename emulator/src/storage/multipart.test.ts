import { describe, expect, it } from 'vitest';
import { readMultipart } from './multipart.ts';

const HEADER = 'multipart/related; boundary=xyz';

function body(content: string): Buffer {
  return Buffer.from(
    `--xyz\r\nContent-Type: application/json\r\n\r\n{"a":1}\r\n--xyz\r\nContent-Type: image/png\r\n\r\n${content}\r\n--xyz--`,
  );
}

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function read(bytes: Buffer, size: number, header = HEADER) {
  const { metadata, contentType, content } = await readMultipart(inPieces(bytes, size), header);
  const chunks: Buffer[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return { metadata, contentType, content: Buffer.concat(chunks).toString('utf8') };
}

describe('a multipart upload', () => {
  it('gives the same two parts however the network cuts it', async () => {
    const tricky = 'bytes with \r\n--xy and \r\n-- and \r\n inside';
    for (const size of [1, 2, 3, 7, 16, 1000]) {
      expect(await read(body(tricky), size)).toEqual({
        metadata: '{"a":1}',
        contentType: 'image/png',
        content: tricky,
      });
    }
  });

  it('may hold no bytes and quote its boundary', async () => {
    const { content } = await read(body(''), 5, 'multipart/related; boundary="xyz"');
    expect(content).toBe('');
  });

  it.each([
    ['an early end', body('abc').subarray(0, -3)],
    ['a third part', Buffer.concat([body('abc').subarray(0, -2), Buffer.from('\r\n\r\nmore\r\n--xyz--')])],
    ['no parts at all', Buffer.from('hello')],
  ])('is refused with %s', async (_, bytes) => {
    await expect(read(bytes, 4)).rejects.toMatchObject({ httpStatus: 400 });
  });

  it('is refused without a boundary', async () => {
    await expect(read(body('abc'), 4, 'multipart/related')).rejects.toMatchObject({ httpStatus: 400 });
  });
});
