import { BOT_PROBLEMS, type BotProblem, type BotProblemKind } from '#contracts/bot/bot-problem.ts';

/** A problem as the server names it. */
export interface RefusedProblem {
  stepId: string;
  problem: string;
}

/** A problem with its place; `kind` null: one that this version of the app does not know. */
export interface PlacedProblem {
  kind: BotProblemKind | null;
  stepId: string;
  exit: string | null;
  rule: number | null;
  /** The name that a text asks for in vain. */
  variable?: string | undefined;
}

/** What was found here, then what only the server knows of. The same problem is not told twice. */
export function placeProblems(
  found: readonly BotProblem[],
  refused: readonly RefusedProblem[],
): PlacedProblem[] {
  const here = found.map(({ problem, ...place }) => ({ kind: problem, ...place }));
  const others = refused.map(({ stepId, problem }) => ({
    kind: BOT_PROBLEMS.find((known) => known === problem) ?? null,
    stepId,
    exit: null,
    rule: null,
  }));
  const isKnownHere = (one: PlacedProblem) =>
    here.some(({ kind, stepId }) => kind === one.kind && stepId === one.stepId);
  return [...here, ...others.filter((one) => !isKnownHere(one))];
}

/** Element that the jump to a problem moves the focus to. */
export function elementOf({ kind, stepId, rule }: PlacedProblem): string {
  if (rule !== null) return kind === 'bad-priority' ? priorityElement(rule) : ruleElement(rule);
  if (stepId !== '') return stepElement(stepId);
  return kind === 'empty-text' || kind === 'unknown-variable' ? FALLBACK_ELEMENT : START_ELEMENT;
}

export const START_ELEMENT = 'bot-start';
export const FALLBACK_ELEMENT = 'bot-fallback';
export const stepElement = (stepId: string) => `bot-step-${stepId}`;
export const priorityElement = (index: number) => `bot-rule-${index}-priority`;
export const ruleElement = (index: number) => `bot-rule-${index}`;
