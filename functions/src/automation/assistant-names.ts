import type { Automation } from '#contracts/collections/automation.ts';
import { LIMITS } from '#contracts/limits.ts';
import { foldForSearch } from '#contracts/search-tokens.ts';
import { Refusal } from '../platform/refusal.ts';

/** @throws Refusal `limit-reached` where there are as many assistants as there may be; archived ones do not count */
export function requireRoom({ assistants }: Automation): void {
  const limit = LIMITS.assistants;
  if (Object.keys(assistants).length >= limit) throw new Refusal('limit-reached', { values: { limit } });
}

/** @throws Refusal `name-taken` where another assistant that is not archived has the name, whatever case and accents */
export function requireFreeName(automation: Automation, name: string, assistantId: string): void {
  if (isTaken(automation, name, assistantId)) throw new Refusal('name-taken', { field: 'settings.name' });
}

/** The name, or the name with the lowest number that makes it free. */
export function freeName(automation: Automation, name: string): string {
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? '' : ` ${number}`;
    const candidate = name.slice(0, LIMITS.nameCharacters - suffix.length) + suffix;
    if (!isTaken(automation, candidate, null)) return candidate;
  }
}

function isTaken({ assistants }: Automation, name: string, ownId: string | null): boolean {
  const folded = foldForSearch(name);
  return Object.entries(assistants).some(
    ([id, other]) => id !== ownId && foldForSearch(other.name) === folded,
  );
}
