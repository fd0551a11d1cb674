import { hashKey, queryOptions, useQuery, type QueryClient, type QueryKey } from '@tanstack/react-query';
import type { AppError } from './app-error.ts';

/** Where a listener puts what it hears. An update may build on what the cache holds. */
export interface LiveSink<Data> {
  next: (update: (previous: Data | undefined) => Data) => void;
  fail: (error: AppError) => void;
}

/** A listener as a query: its place in the cache and how to start it. `listen` answers with how to stop. */
export interface LiveUnit<Data> {
  queryKey: QueryKey;
  listen: (sink: LiveSink<Data>) => () => void;
}

/**
 * Reads a listener through the query cache: every component that asks for the same key shares one subscription, which
 * ends with the last of them. What was heard stays in the cache, so that coming back shows it at once.
 */
export function useLive<Data>(unit: LiveUnit<Data>, options: { enabled?: boolean } = {}) {
  return useQuery({ ...liveQueryOptions(unit), enabled: options.enabled ?? true });
}

function liveQueryOptions<Data>(unit: LiveUnit<Data>) {
  return queryOptions<Data, AppError>({
    queryKey: unit.queryKey,
    queryFn: ({ client }) => subscribeQuery(client, unit),
    staleTime: Number.POSITIVE_INFINITY,
    // It compares by position: a new first row would make every row a new object. Listeners keep identity by id.
    structuralSharing: false,
    retry: false,
    networkMode: 'always',
    refetchOnReconnect: false,
    refetchOnWindowFocus: false,
  });
}

const openSubscriptions = new WeakMap<QueryClient, Map<string, () => void>>();

/**
 * Starts a unit's listener and feeds the cache from it until the last observer has gone, the query is removed or the
 * listener fails. A failure after the first value keeps the data and sets the query's error; fetching again listens
 * again.
 *
 * @returns the first value.
 */
export function subscribeQuery<Data>(client: QueryClient, unit: LiveUnit<Data>): Promise<Data> {
  const hash = hashKey(unit.queryKey);
  const cache = client.getQueryCache();
  const open = openSubscriptions.get(client) ?? new Map<string, () => void>();
  openSubscriptions.set(client, open);
  open.get(hash)?.();

  return new Promise((resolve, reject) => {
    /** What was heard and has not reached the cache yet. */
    let unstored: { value: Data } | null = null;
    let isFirst = true;
    let isEnded = false;

    const end = () => {
      if (isEnded) return;
      isEnded = true;
      open.delete(hash);
      stopWatching();
      stopListening();
      // A query that nobody feeds must start a listener when somebody looks at it again.
      const query = cache.get(hash);
      if (isFirst) void client.cancelQueries({ queryKey: unit.queryKey, exact: true });
      else if (query?.state.status === 'success') query.invalidate();
    };

    const endWhenUnwatched = () => {
      const query = cache.get(hash);
      if (query === undefined || query.getObserversCount() === 0) end();
    };

    // A component that moves or renders twice leaves and returns within the same turn; the timer lets it.
    const stopWatching = cache.subscribe((event) => {
      if (event.query.queryHash !== hash) return;
      if (event.type === 'removed') end();
      if (event.type === 'observerRemoved') setTimeout(endWhenUnwatched, 0);
    });

    const store = () => {
      if (isEnded || unstored === null) return;
      // The first value is still on its way into the cache and would overwrite this one.
      if (cache.get(hash)?.state.fetchStatus === 'fetching') {
        setTimeout(store, 0);
        return;
      }
      client.setQueryData<Data>(unit.queryKey, unstored.value);
      unstored = null;
    };

    const stopListening = unit.listen({
      next: (update) => {
        if (isEnded) return;
        // Others may have changed the cache meanwhile, such as by adding an older page.
        const value = update(unstored === null ? client.getQueryData<Data>(unit.queryKey) : unstored.value);
        unstored = { value };
        if (isFirst) {
          isFirst = false;
          resolve(value);
        }
        store();
      },
      fail: (error) => {
        if (isEnded) return;
        const wasFirst = isFirst;
        isFirst = false;
        if (wasFirst) reject(error);
        // Invalid, so that whoever looks at it next listens again, such as after another sign-in.
        else cache.get(hash)?.setState({ status: 'error', error, fetchStatus: 'idle', isInvalidated: true });
        end();
      },
    });

    open.set(hash, end);
  });
}
