import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { callables } from '#contracts/callables/index.ts';

interface Rewrite {
  source: string;
  function?: { functionId: string; region: string };
}

const { hosting } = JSON.parse(readFileSync('firebase.json', 'utf8')) as { hosting: { rewrites: Rewrite[] } }; // our own file

test('Hosting passes every callable on, so that the app calls its own origin and no preflight is billed', () => {
  const passedOn = hosting.rewrites.filter(({ source }) => source.startsWith('/call/'));
  expect(passedOn).toEqual(
    Object.keys(callables).map((name) => ({
      source: `/call/${name}`,
      function: { functionId: name, region: 'us-central1' },
    })),
  );
});

test('what no rewrite names is the app', () => {
  expect(hosting.rewrites.at(-1)).toEqual({ source: '**', destination: '/index.html' });
});

test('a script that is gone after a deploy is not the app: the function that gets the request knows no such path', () => {
  expect(hosting.rewrites.find(({ source }) => source === '/assets/**')?.function?.functionId).toBe('api');
});
