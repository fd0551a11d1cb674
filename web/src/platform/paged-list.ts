import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { collection, getDocs, limit, query, startAfter, type QueryConstraint } from 'firebase/firestore';
import type * as z from 'zod/mini';
import { toAppError, type AppError } from './app-error.ts';
import { listenToQuery, readDocuments, type Stored } from './documents.ts';
import { firestore } from './firebase.ts';
import { useLive } from './live-query.ts';
import { allRows, appendOlder, applySnapshot, type LiveWindow } from './live-window.ts';

/** A collection that is read in pages: its place in the cache, what belongs to it and in which order. */
export interface PagedList<Data> {
  queryKey: QueryKey;
  /** Of the collection. */
  path: string;
  schema: z.ZodMiniType<Data>;
  /** Conditions and order, without cursor and limit. */
  constraints: readonly QueryConstraint[];
  /** The values of a row by which `constraints` order: the next page starts after them. */
  cursorOf: (row: Stored<Data>) => readonly unknown[];
  /** The same order between two rows; negative when `a` stands first. */
  compare: (a: Stored<Data>, b: Stored<Data>) => number;
  pageSize: number;
}

/** The list: its first page is listened to, what `useNextPage` has read so far follows. */
export function usePagedList<Data>(list: PagedList<Data>) {
  const { queryKey, schema, compare, pageSize } = list;
  return useLive<LiveWindow<Stored<Data>>>({
    queryKey,
    listen: ({ next, fail }) =>
      listenToQuery(
        pageQuery(list),
        schema,
        (rows) => next((previous) => applySnapshot(previous, rows, { size: pageSize, compare })),
        fail,
      ),
  });
}

/** Reads the page after the last row of the window that is given to `mutate`. */
export function useNextPage<Data>(list: PagedList<Data>) {
  const { queryKey, schema, cursorOf, pageSize } = list;
  const client = useQueryClient();
  return useMutation<void, AppError, LiveWindow<Stored<Data>>>({
    mutationFn: async (window) => {
      const last = allRows(window).at(-1);
      if (last === undefined) return;
      try {
        const page = readDocuments(await getDocs(pageQuery(list, startAfter(...cursorOf(last)))), schema);
        client.setQueryData<LiveWindow<Stored<Data>>>(
          queryKey,
          (present) => present && appendOlder(present, page, pageSize),
        );
      } catch (thrown) {
        throw toAppError(thrown);
      }
    },
  });
}

function pageQuery<Data>({ path, constraints, pageSize }: PagedList<Data>, ...cursor: QueryConstraint[]) {
  return query(collection(firestore(), path), ...constraints, ...cursor, limit(pageSize));
}
