import type { QueryKey } from '@tanstack/react-query';
import { collection, limit, query } from 'firebase/firestore';
import type * as z from 'zod/mini';
import { listenToQuery, type Stored } from './documents.ts';
import { firestore } from './firebase.ts';
import type { LiveUnit } from './live-query.ts';

interface NamedList<Data> {
  queryKey: QueryKey;
  /** Of the collection. */
  path: string;
  schema: z.ZodMiniType<Data>;
  /** The rules answer lists only in pages. */
  atMost: number;
}

/** Listens to a whole collection of few documents, in the order of their names. */
export function namedListUnit<Data extends { name: string }>({
  queryKey,
  path,
  schema,
  atMost,
}: NamedList<Data>): LiveUnit<Stored<Data>[]> {
  return {
    queryKey,
    listen: ({ next, fail }) =>
      listenToQuery(
        query(collection(firestore(), path), limit(atMost)),
        schema,
        (documents) => {
          const byName = documents.toSorted((a, b) => a.name.localeCompare(b.name));
          next(() => byName);
        },
        fail,
      ),
  };
}
