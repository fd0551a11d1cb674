import { createHash } from 'node:crypto';

/**
 * The CSP source of a page's one inline script: `sha256-` and the digest of the very text between its tags
 * (https://www.w3.org/TR/CSP3/#external-hash).
 * @throws where the page has none or several
 */
export function inlineScriptHash(html: string): string {
  const [script, ...more] = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)];
  if (script === undefined || more.length > 0)
    throw new Error('index.html must hold exactly one inline script.');
  return `sha256-${createHash('sha256')
    .update(script[1] ?? '')
    .digest('base64')}`;
}
