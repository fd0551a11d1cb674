import type { AiSettings, Usage } from '#contracts/collections/automation.ts';

type Used = Pick<Usage, 'tokens' | 'answers'>;
type Budget = AiSettings['budget'];

/** Admins hear of it once this part of a day's budget is used. */
export const WARNING_PERCENT = 80;

/** Whether nothing is left of the day's budget. A budget of 0 allows nothing. */
export function isSpent(used: Used, { tokensPerDay, answersPerDay }: Budget): boolean {
  return used.tokens >= tokensPerDay || used.answers >= answersPerDay;
}

/** Whether admins have to be warned of what is used now, and have not been. */
export function needsWarning(used: Used & Pick<Usage, 'isWarned'>, budget: Budget): boolean {
  if (used.isWarned === true || budget.tokensPerDay === 0 || budget.answersPerDay === 0) return false;
  const part = Math.max(used.tokens / budget.tokensPerDay, used.answers / budget.answersPerDay);
  return part * 100 >= WARNING_PERCENT;
}
