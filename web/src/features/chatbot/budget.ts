import type { AiSettings, Usage } from '#contracts/collections/automation.ts';
import { dayIn } from '../../i18n/time.ts';

/** From this share of a day's budget on, people are warned. */
const WARN_AT = 0.8;

/** How much of one limit of the day is used. */
export interface Share {
  used: number;
  limit: number;
  /** 0 to 1. */
  share: number;
  state: 'fine' | 'warning' | 'spent';
}

/** Tokens and answers of today beside their limits. A limit of 0 is spent from the beginning. */
export function readBudget(
  usage: Pick<Usage, 'tokens' | 'answers'> | null,
  budget: AiSettings['budget'],
): { tokens: Share; answers: Share } {
  return {
    tokens: shareOf(usage?.tokens ?? 0, budget.tokensPerDay),
    answers: shareOf(usage?.answers ?? 0, budget.answersPerDay),
  };
}

function shareOf(used: number, limit: number): Share {
  const share = limit === 0 ? 1 : Math.min(1, used / limit);
  const state = share >= 1 ? 'spent' : share >= WARN_AT ? 'warning' : 'fine';
  return { used, limit, share, state };
}

/** The instant at which the local day of another instant began, in milliseconds. */
export function startOfDayIn(atMs: number, timeZone: string): number {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  const [hours = 0, minutes = 0, seconds = 0] = clock.format(atMs).split(':').map(Number);
  const passedMs = ((hours * 60 + minutes) * 60 + seconds) * 1000 + (atMs % 1000);
  const guess = atMs - passedMs;
  // On the day of a clock change the hands have moved by an hour more or less than the time that passed.
  const shifted = [0, -1, 1].map((hour) => guess + hour * 3_600_000);
  return (
    shifted.find(
      (instant) =>
        dayIn(instant, timeZone) === dayIn(atMs, timeZone) &&
        dayIn(instant - 1, timeZone) !== dayIn(atMs, timeZone),
    ) ?? guess
  );
}
