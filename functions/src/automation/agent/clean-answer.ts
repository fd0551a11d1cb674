import { tidy, toPlainText } from './plain-text.ts';
import { removeLinks, type LinkPolicy } from './remove-links.ts';

/** Removals meet at most this often before a text that keeps changing is given up. */
const MAX_ROUNDS = 8;

/**
 * A text as it may be shown: plain, and without links that the policy does not allow. Repeats until nothing changes, for
 * what is left of two removals may be a link again. Null: it never settles.
 */
export function cleanAnswer(text: string, policy: LinkPolicy): string | null {
  let current = text;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const next = tidy(removeLinks(toPlainText(current), policy));
    if (next === current) return current;
    current = next;
  }
  return null;
}
