import { useMemo } from 'react';
import { useTaxonomy } from '../../platform/workspace.ts';

/** Queues that can be chosen, by name and id. */
export function usePresentQueues(): { id: string; name: string }[] {
  const { queues } = useTaxonomy();
  return useMemo(
    () =>
      Object.entries(queues)
        .filter(([, { archived }]) => !archived)
        .map(([id, { name }]) => ({ id, name })),
    [queues],
  );
}
