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
  inbox: { atMost: { reads: 39, writes: 1, deletes: 0, invocations: 0 } },
  openConversation: { atMost: { reads: 34, writes: 1, deletes: 0, invocations: 1 } },
  inboundWatchedBy1: { exactly: { reads: 2, writes: 2, invocations: 1, ruleReads: 1, listenerReads: 1 } },
  inboundWatchedBy20: { exactly: { reads: 2, writes: 2, invocations: 1, ruleReads: 20, listenerReads: 20 } },
} as const satisfies Record<string, Budget>;

/**
 * One answer of an AI to a customer whom it knows, in its parts. `aiAnswer` is all that the message costs more than
 * `inboundKnown`, up to the provider's word that it has the answer: the entry that the webhook notes, the answer's run and
 * the sending. Its reads are counted besides the conversation's history and what the search of the knowledge reads, which
 * have figures of their own. The provider's callbacks are those of `outboundWithThreeCallbacks`.
 */
export const AI_BUDGETS = {
  aiInbound: { exactly: { reads: 2, writes: 3, deletes: 0, invocations: 1 } },
  aiAnswer: { atMost: { reads: 6, writes: 7, deletes: 0, invocations: 3 } },
  aiHistory: { atMost: { reads: 20 } },
  // Whether there is any, six passages, and the search itself.
  aiKnowledge: { atMost: { reads: 8 } },
  aiThreeCallbacks: { atMost: { reads: 3, writes: 3, deletes: 0, invocations: 3 } },
} as const satisfies Record<string, Budget>;

export type Costs<Name extends string = keyof typeof BUDGETS> = Record<Name, Operations>;

const KEYS = ['reads', 'writes', 'deletes', 'invocations', 'ruleReads', 'listenerReads'] as const;

/** A sentence for every figure that is over its budget. */
export function exceeded<Name extends string>(
  costs: Costs<Name>,
  budgets: Record<Name, Budget>,
  size: string,
): string[] {
  return namesOf(budgets).flatMap((name) => {
    const { exactly = {}, atMost = {} } = budgets[name];
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
export function differing<Name extends string>(small: Costs<Name>, large: Costs<Name>): string[] {
  return namesOf(small).flatMap((name) =>
    KEYS.filter((key) => small[name][key] !== large[name][key]).map(
      (key) => `${name}: ${small[name][key]} ${key} with little data, ${large[name][key]} with much`,
    ),
  );
}

/** Figures side by side, with little data and with much. */
export function sideBySide<Name extends string>(
  small: Costs<Name>,
  large: Costs<Name>,
): Record<string, Record<string, number[]>> {
  return Object.fromEntries(
    namesOf(small).map((name) => [
      name,
      Object.fromEntries(KEYS.map((key) => [key, [small[name][key], large[name][key]]])),
    ]),
  );
}

function namesOf<Name extends string>(record: Record<Name, unknown>): Name[] {
  return Object.keys(record) as Name[]; // the tables are object literals: exactly the keys of their type
}
