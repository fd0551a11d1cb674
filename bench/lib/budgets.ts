import type { Operations } from './measure-operations.ts';

/** What one path may cost. `exactly` is for what cannot be less either. */
export interface Budget {
  exactly?: Partial<Operations>;
  atMost?: Partial<Operations>;
}

/** The most that each path of the product may cost in billed operations, however much data there is. */
export const BUDGETS = {
  inboundKnown: { exactly: { reads: 2, writes: 2, deletes: 0, invocations: 1 } },
  inboundNewCustomer: { atMost: { reads: 4, writes: 5, deletes: 0, invocations: 1 } },
  redelivery: { atMost: { writes: 0, deletes: 0, invocations: 1 } },
  outboundWithThreeCallbacks: { atMost: { reads: 5, writes: 5, deletes: 0, invocations: 4 } },
  // 30 rows and what stands around them.
  inbox: { atMost: { reads: 38, writes: 1, deletes: 0, invocations: 0 } },
  openConversation: { atMost: { reads: 33, writes: 1, deletes: 0, invocations: 1 } },
  inboundWatchedBy1: { exactly: { reads: 2, writes: 2, invocations: 1, ruleReads: 1, listenerReads: 1 } },
  inboundWatchedBy20: { exactly: { reads: 2, writes: 2, invocations: 1, ruleReads: 20, listenerReads: 20 } },
} as const satisfies Record<string, Budget>;

export type PathName = keyof typeof BUDGETS;
export type Costs = Record<PathName, Operations>;

const KEYS = ['reads', 'writes', 'deletes', 'invocations', 'ruleReads', 'listenerReads'] as const;

/** A sentence for every figure that is over its budget. */
export function exceeded(costs: Costs, size: string): string[] {
  return pathNames().flatMap((name) => {
    const { exactly = {}, atMost = {} }: Budget = BUDGETS[name];
    return KEYS.flatMap((key) => {
      const cost = costs[name][key];
      const wanted = exactly[key];
      const most = atMost[key];
      if (wanted !== undefined && cost !== wanted)
        return [`${name} at ${size}: ${cost} ${key}, must be ${wanted}`];
      if (most !== undefined && cost > most) return [`${name} at ${size}: ${cost} ${key}, at most ${most}`];
      return [];
    });
  });
}

/** A sentence for every figure that grew, or shrank, with the data. */
export function differing(small: Costs, large: Costs): string[] {
  return pathNames().flatMap((name) =>
    KEYS.filter((key) => small[name][key] !== large[name][key]).map(
      (key) => `${name}: ${small[name][key]} ${key} with little data, ${large[name][key]} with much`,
    ),
  );
}

function pathNames(): PathName[] {
  return Object.keys(BUDGETS) as PathName[]; // an object literal has exactly the keys of its type
}
