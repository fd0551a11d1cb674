/** What `findProblems` can find, apart from it, so that showing a problem needs no engine. */
export const BOT_PROBLEMS = [
  /** The step that the bot begins with does not exist. */
  'no-start',
  /** Goes on at a step that does not exist. */
  'missing-step',
  /** No way leads here. */
  'unreachable',
  /** Steps lead in a circle in which the customer is never asked anything. */
  'endless-loop',
  /** The customer gets no answer here, or can never reach a menu, a question, people or the end. */
  'dead-end',
  /** More steps in a row than one turn may have, without the customer's word. */
  'too-long',
  'empty-text',
  'empty-option',
  'duplicate-option',
  /** A question would store under a name that is taken. */
  'reserved-variable',
  /** A question would store under no name, or under one that no text can hold. */
  'bad-variable',
  /** A text holds `{{name}}` for which there is never a value: the customer would read the braces. */
  'unknown-variable',
  'empty-rule',
  /** The priority of a rule is missing, or none that a rule may have. */
  'bad-priority',
  'rule-to-nowhere',
  /** No valid RE2. */
  'bad-pattern',
  /** One pattern, or all of them together, would take too long to try. */
  'large-pattern',
  'too-many-steps',
] as const;
export type BotProblemKind = (typeof BOT_PROBLEMS)[number];

export interface BotProblem {
  /** The step at fault; empty where it is the bot as a whole or a rule. */
  stepId: string;
  problem: BotProblemKind;
  /** The way out or the option at fault: see `exitsOf`; null where it is the whole step. */
  exit: string | null;
  /** Index of the rule at fault; null where it is none. */
  rule: number | null;
  /** The name that stands between the braces, with `unknown-variable`. */
  variable?: string;
}
