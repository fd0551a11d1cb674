import { expect, it } from 'vitest';
import { firstInUse } from './queue-in-use.ts';

const queue = (archived: boolean) => ({ name: 'Q', color: 'teal', archived }) as const;
const queues = { used: queue(false), other: queue(false), put: queue(true), away: queue(true) };

it.each<[string, (string | null)[], string | null]>([
  ['the first one that is in use', ['used', 'other'], 'used'],
  ['the next one where the first is archived', ['put', 'other'], 'other'],
  ['none where all are archived', ['put', 'away'], null],
  ['none where none is named', [null, null], null],
  ['one that this instance does not know yet', ['new', 'used'], 'new'],
  ['one that is called like a property of every object', ['constructor', 'used'], 'constructor'],
])('finds %s', (_name, candidates, expected) => {
  expect(firstInUse(queues, candidates)).toBe(expected);
});
