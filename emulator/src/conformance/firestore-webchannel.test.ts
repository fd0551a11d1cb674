import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startTestFirestore, type TestFirestore } from './firestore-harness.ts';

let server: TestFirestore;
const DATABASE = 'projects/demo-channel/databases/(default)';

beforeAll(async () => {
  server = await startTestFirestore();
});
afterAll(() => server.close());

type Arrays = [number, unknown][];

/** A client of one WebChannel session that does nothing by itself. */
class RawChannel {
  readonly #path: string;
  sid = '';

  constructor(rpc: 'Listen' | 'Write') {
    this.#path = `/google.firestore.v1.Firestore/${rpc}/channel`;
  }

  url(parameters: Record<string, string>): string {
    const query = new URLSearchParams({ VER: '8', database: DATABASE, zx: 'abc', t: '1', ...parameters });
    return `${server.url}${this.#path}?${query.toString()}`;
  }

  async open(messages: unknown[], headers = ''): Promise<Response> {
    const response = await fetch(this.url({ RID: '100', CVER: '22', 'X-HTTP-Session-Id': 'gsessionid' }), {
      method: 'POST',
      body: form(messages, 0, headers),
    });
    const [[, handshake] = [0, []]] = parseChunks(await response.clone().text()) as [[number, unknown[]]?];
    this.sid = String(handshake[1]);
    return response;
  }

  post(messages: unknown[], firstMapId: number, lastSeen = 0): Promise<Response> {
    const url = this.url({ SID: this.sid, RID: '101', AID: String(lastSeen) });
    return fetch(url, { method: 'POST', body: form(messages, firstMapId, '') });
  }

  get(lastSeen: number, parameters: Record<string, string> = {}): Promise<Response> {
    const fixed = { SID: this.sid, RID: 'rpc', AID: String(lastSeen), CI: '0', TYPE: 'xmlhttp' };
    return fetch(this.url({ ...fixed, ...parameters }));
  }

  /** Long-polls once. */
  async poll(lastSeen: number, parameters: Record<string, string> = {}): Promise<Arrays> {
    return parseChunks(await (await this.get(lastSeen, { CI: '1', ...parameters })).text());
  }

  terminate(): Promise<Response> {
    return fetch(this.url({ SID: this.sid, RID: '102', TYPE: 'terminate' }), { method: 'POST' });
  }
}

function form(messages: unknown[], firstMapId: number, headers: string): string {
  const fields = new URLSearchParams({ count: String(messages.length), ofs: String(firstMapId) });
  if (headers !== '') fields.set('headers', headers);
  messages.forEach((message, index) => fields.set(`req${index}___data__`, JSON.stringify(message)));
  return fields.toString();
}

/** Lengths count UTF-16 units, so the text is cut as JavaScript counts. */
function parseChunks(text: string): Arrays {
  const arrays: Arrays = [];
  for (let rest = text; rest !== '';) {
    const newline = rest.indexOf('\n');
    const end = newline + 1 + Number(rest.slice(0, newline));
    arrays.push(...(JSON.parse(rest.slice(newline + 1, end)) as Arrays)); // a chunk is a list of arrays
    rest = rest.slice(end);
  }
  return arrays;
}

/** Reads a streaming back channel until `isEnough`, then cuts it. */
async function readUntil(response: Response, isEnough: (arrays: Arrays) => boolean): Promise<Arrays> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of response.body ?? []) {
    text += decoder.decode(bytes, { stream: true });
    if (isEnough(parseChunks(text))) break;
  }
  return parseChunks(text);
}

function target(targetId: number, collectionId: string, extra: object = {}): object {
  const query = { parent: `${DATABASE}/documents`, structuredQuery: { from: [{ collectionId }] } };
  return { database: DATABASE, addTarget: { targetId, query, ...extra } };
}

function targetChanges(arrays: Arrays): string[] {
  return JSON.stringify(arrays).match(/ADD|CURRENT|NO_CHANGE|REMOVE|RESET/g) ?? [];
}

describe('a WebChannel session', () => {
  it('opens with a handshake that ends, names the session and tells the wire version', async () => {
    const channel = new RawChannel('Listen');
    const response = await channel.open([]);
    expect(response.headers.get('x-http-session-id')).toBe(channel.sid);
    expect(parseChunks(await response.text())).toEqual([[0, ['c', channel.sid, '', 8, 14, 30_000]]]);
    await channel.terminate();
  });

  it('sends a first byte at once on a back channel without news', async () => {
    const channel = new RawChannel('Listen');
    await channel.open([]);
    const arrays = await readUntil(await channel.get(0), (seen) => seen.length > 0);
    expect(arrays).toEqual([[1, ['noop']]]);
    await channel.terminate();
  });

  it('counts the length of a chunk in UTF-16 units', async () => {
    await server.admin('demo-channel').doc('parrots/🦜').set({ name: 'ä🦜' });
    const channel = new RawChannel('Listen');
    await channel.open([target(2, 'parrots')]);
    const text = await (await channel.get(0, { CI: '1' })).text();
    expect(text).toContain('ä🦜');
    expect(parseChunks(text).length).toBeGreaterThan(0);
    await channel.terminate();
  });

  it('answers a target with ADD, documents, CURRENT and one snapshot', async () => {
    const channel = new RawChannel('Listen');
    await channel.open([target(2, 'empty')]);
    expect(targetChanges(await channel.poll(0))).toEqual(['ADD', 'CURRENT', 'NO_CHANGE']);
    await channel.terminate();
  });

  it('handles each message of the client once, however often it is sent', async () => {
    const channel = new RawChannel('Listen');
    await channel.open([target(2, 'empty')]);
    await channel.post([target(4, 'empty')], 1);
    const status = parseStatus(await (await channel.post([target(4, 'empty')], 1)).text());
    expect(status[0]).toBe(0);
    const arrays = await channel.poll(0);
    expect(targetChanges(arrays).filter((type) => type === 'ADD')).toHaveLength(2);
    await channel.terminate();
  });

  it('keeps a message that came before its turn until the gap is filled', async () => {
    const channel = new RawChannel('Listen');
    await channel.open([]);
    await channel.post([{ database: DATABASE, removeTarget: 2 }], 1);
    await channel.post([target(2, 'empty')], 0);
    expect(targetChanges(await channel.poll(0))).toEqual(['ADD', 'CURRENT', 'NO_CHANGE', 'REMOVE']);
    await channel.terminate();
  });

  it('sends again what a cut back channel may have lost, and nothing that was acknowledged', async () => {
    const channel = new RawChannel('Listen');
    await channel.open([target(2, 'empty')]);
    const first = await readUntil(await channel.get(0), (seen) => targetChanges(seen).length === 3);
    const again = await readUntil(await channel.get(0), (seen) => targetChanges(seen).length === 3);
    expect(again.slice(0, first.length)).toEqual(first);
    const last = first.at(-1)?.[0] ?? 0;
    const after = await readUntil(await channel.get(last), (seen) => seen.length > 0);
    expect(after.every(([id]) => id > last)).toBe(true);
    await channel.terminate();
  });

  it('tells with each POST whether a back channel is there and what is outstanding', async () => {
    const channel = new RawChannel('Listen');
    await channel.open([target(2, 'empty')]);
    const back = await channel.get(0);
    const reading = readUntil(back, (seen) => JSON.stringify(seen).includes('"REMOVE"'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    const status = parseStatus(
      await (await channel.post([{ database: DATABASE, removeTarget: 2 }], 1)).text(),
    );
    expect(status[0]).toBe(1);
    expect(status[1]).toBeGreaterThan(0);
    expect(status[2]).toBeGreaterThan(0);
    await reading;
    await channel.terminate();
  });

  it('ends a long poll with a noop when its time is up', async () => {
    const channel = new RawChannel('Listen');
    await channel.open([]);
    expect(await channel.poll(0, { TO: '50' })).toEqual([[1, ['noop']]]);
    await channel.terminate();
  });

  it('tells an unknown session so that the client opens a new one', async () => {
    const channel = new RawChannel('Listen');
    await channel.open([]);
    await channel.terminate();
    const response = await channel.get(0);
    expect(response.status).toBe(400);
    expect((await response.text()).indexOf('Unknown SID')).toBeGreaterThan(0);
  });

  it('lets idle back channels take turns when a browser would run out of connections', async () => {
    const channels = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const channel = new RawChannel('Listen');
        await channel.open([]);
        return channel;
      }),
    );
    const ended = await Promise.all(channels.map(async (channel) => (await channel.get(0)).text()));
    for (const text of ended) expect(parseChunks(text)).toEqual([[1, ['noop']]]);
    for (const channel of channels) await channel.terminate();
  });

  it('fails a stream whose credentials cannot be read', async () => {
    const channel = new RawChannel('Listen');
    await channel.open([target(2, 'empty')], 'Authorization:Bearer nonsense\r\n');
    expect(await channel.poll(0)).toMatchObject([[1, [{ error: { status: 'UNAUTHENTICATED' } }]]]);
    await channel.terminate();
  });
});

describe('the Listen stream over WebChannel', () => {
  it('resumes with what changed since the token, and tells the count', async () => {
    const db = server.admin('demo-channel');
    await db.doc('resumed/a').set({ n: 1 });
    await db.doc('resumed/b').set({ n: 1 });
    const first = new RawChannel('Listen');
    await first.open([target(2, 'resumed')]);
    const resumeToken = /"CURRENT","targetIds":\[2\],"resumeToken":"([^"]+)"/.exec(
      JSON.stringify(await first.poll(0)),
    )?.[1];
    await first.terminate();
    await db.doc('resumed/b').delete();
    await db.doc('resumed/c').set({ n: 1 });

    const second = new RawChannel('Listen');
    await second.open([target(2, 'resumed', { resumeToken, expectedCount: 2 })]);
    const text = JSON.stringify(await second.poll(0));
    expect(text).toContain('"documentDelete"');
    expect(text).toContain('resumed/c');
    expect(text).not.toContain('resumed/a');
    expect(text).toContain('"filter":{"targetId":2,"count":2}');
    expect(text).not.toContain('RESET');
    await second.terminate();
  });

  it('resets a target whose token belongs to another history', async () => {
    const channel = new RawChannel('Listen');
    const resumeToken = Buffer.from('elsewhere:3').toString('base64');
    await channel.open([target(2, 'empty', { resumeToken })]);
    expect(targetChanges(await channel.poll(0))).toEqual(['ADD', 'RESET', 'CURRENT', 'NO_CHANGE']);
    await channel.terminate();
  });

  it('refuses a bad target alone, with the number of its status', async () => {
    const channel = new RawChannel('Listen');
    await channel.open([target(2, '__bad__'), target(4, 'empty')]);
    const arrays = await channel.poll(0);
    expect(arrays[0]).toMatchObject([
      1,
      [{ targetChange: { targetChangeType: 'REMOVE', targetIds: [2], cause: { code: 3 } } }],
    ]);
    expect(targetChanges(arrays)).toEqual(['REMOVE', 'ADD', 'CURRENT', 'NO_CHANGE']);
    await channel.terminate();
  });

  it('acknowledges the removal of a target that it does not have', async () => {
    const channel = new RawChannel('Listen');
    await channel.open([{ database: DATABASE, removeTarget: 8 }]);
    expect(targetChanges(await channel.poll(0))).toEqual(['REMOVE']);
    await channel.terminate();
  });
});

describe('the Write stream over WebChannel', () => {
  const write = (id: string, currentDocument?: object): object => ({
    writes: [
      {
        update: { name: `${DATABASE}/documents/written/${id}`, fields: {} },
        ...(currentDocument && { currentDocument }),
      },
    ],
  });

  it('answers the handshake and each batch in order, a token in each', async () => {
    const channel = new RawChannel('Write');
    await channel.open([{ database: DATABASE }]);
    await channel.post([write('a'), write('b')], 1);
    const messages = (await channel.poll(0)).flatMap(([, batch]) => batch);
    expect(messages).toMatchObject([
      { streamId: expect.any(String), streamToken: expect.any(String) },
      { streamToken: expect.any(String), writeResults: [{ updateTime: expect.any(String) }] },
      { streamToken: expect.any(String), commitTime: expect.any(String) },
    ]);
    expect(messages[0]).not.toHaveProperty('writeResults');
    await channel.terminate();
  });

  it('fails the stream by the name of the status, and drops what came after', async () => {
    const channel = new RawChannel('Write');
    await channel.open([{ database: DATABASE }]);
    await channel.post([write('none', { exists: true }), write('after')], 1);
    const arrays = await channel.poll(0);
    expect(arrays.at(-1)).toMatchObject([2, [{ error: { code: 404, status: 'NOT_FOUND' } }]]);
    expect(server.service.peek('demo-channel', '(default)', 'written/after')).toBeNull();
    await channel.terminate();
  });
});

function parseStatus(text: string): [number, number, number] {
  return JSON.parse(text.slice(text.indexOf('\n') + 1)) as [number, number, number]; // asserted by each caller
}
