import { foldForSearch } from '#contracts/search-tokens.ts';
import { Refusal } from '../platform/refusal.ts';

interface Entry {
  name: string;
  archived: boolean;
}

/**
 * Under which id a queue or tag may be saved. Names are unique among those in use, whatever their case and accents, and
 * archived ones count towards the limit, because old rows keep them.
 * @throws Refusal `not-found`, `name-taken` or `limit-reached`
 */
export function decideEntry(
  entries: Record<string, Entry>,
  wanted: { id: string | null; newId: string; entry: Entry; limit: number },
): string {
  const { id, newId, entry, limit } = wanted;
  if (id !== null && !Object.hasOwn(entries, id)) throw new Refusal('not-found');
  if (id === null && Object.keys(entries).length >= limit)
    throw new Refusal('limit-reached', { values: { limit } });
  const name = foldForSearch(entry.name);
  const isTaken = Object.entries(entries).some(
    ([otherId, other]) => otherId !== id && !other.archived && foldForSearch(other.name) === name,
  );
  if (isTaken && !entry.archived) throw new Refusal('name-taken', { field: 'name' });
  return id ?? newId;
}
