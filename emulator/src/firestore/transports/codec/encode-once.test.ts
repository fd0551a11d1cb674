import { describe, expect, it } from 'vitest';

import { createEngine } from '../../engine/engine.ts';
import { createFields } from '../../engine/fields.ts';
import { createMemoryStorage } from '../../engine/storage-memory.ts';
import { systemClock } from '../../../shared/clock.ts';
import { encodeOnce } from './encode-once.ts';

describe('encodeOnce', () => {
  it('encodes each state of a document once in a turn, and forgets it with the turn', async () => {
    const engine = createEngine({ clock: systemClock, storage: createMemoryStorage() });
    const database = engine.database('demo', '(default)');
    const state = (n: number) => ({
      path: 'c/d',
      fields: createFields([['n', { integerValue: String(n) }]]),
      createTime: '2026-01-01T00:00:00Z',
      updateTime: '2026-01-01T00:00:00Z',
    });
    let runs = 0;
    const encode = encodeOnce(({ fields }) => `${++runs}: ${JSON.stringify(fields)}`);
    const [before, after] = [state(1), state(2)];
    expect(encode(before, database)).toBe('1: {"n":{"integerValue":"1"}}');
    expect(encode(before, database)).toBe('1: {"n":{"integerValue":"1"}}');
    expect(encode(after, database)).toBe('2: {"n":{"integerValue":"2"}}');
    await new Promise((resolve) => setImmediate(resolve));
    expect(encode(after, database)).toMatch(/^3: /);
    await engine.close();
  });
});
