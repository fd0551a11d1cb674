import type { OutboxJob } from '#contracts/collections/outbox.ts';

/** What a job came to. `done` marks the entry by itself, in the transaction that holds the effect. */
export type JobOutcome = { outcome: 'done' } | { outcome: 'failed'; reason: string };

/** One entry whose work is due. */
export interface DueEntry<Type extends OutboxJob['type']> {
  /** Document path of the entry: the job marks it `done` together with its effect. */
  path: string;
  companyId: string;
  job: Extract<OutboxJob, { type: Type }>;
  /** No further attempt follows. */
  isLast: boolean;
}

/** Does the work of one kind of entry. Deliveries repeat and overlap: the effect and the mark are one transaction. */
export type JobRunner<Type extends OutboxJob['type']> = (entry: DueEntry<Type>) => Promise<JobOutcome>;

/**
 * Says what `isLast` would have made the runner say, for an entry whose last run was killed: nothing is left that looks as
 * if it were still to come. It may be repeated.
 */
export type JobEnding<Type extends OutboxJob['type']> = (entry: DueEntry<Type>) => Promise<unknown>;
