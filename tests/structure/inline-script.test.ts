import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inlineScriptHash } from '../../scripts/lib/inline-script.ts';

test('the content policy allows the inline script of index.html, by its hash and nothing wider', () => {
  const { hosting } = JSON.parse(readFileSync('firebase.json', 'utf8')) as {
    hosting: { headers: { source: string; headers: { key: string; value: string }[] }[] };
  }; // our own file
  const policy = hosting.headers
    .flatMap(({ headers }) => headers)
    .find(({ key }) => key === 'Content-Security-Policy')?.value;
  const scripts = policy?.split(';').find((directive) => directive.trim().startsWith('script-src'));
  expect(scripts?.trim()).toBe(
    `script-src 'self' '${inlineScriptHash(readFileSync('web/index.html', 'utf8'))}'`,
  );
});

test('the hash is taken of the very text between the tags', () => {
  const expected = createHash('sha256').update(' alert(1) ').digest('base64');
  expect(inlineScriptHash('<script> alert(1) </script><script type="module" src="/x"></script>')).toBe(
    `sha256-${expected}`,
  );
});
