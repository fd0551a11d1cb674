import {
  BOT_STEPS,
  rulePrioritySchema,
  variableNameSchema,
  type BotDefinition,
  type BotRule,
  type BotStep,
} from '../collections/bot.ts';
import type { BotProblem, BotProblemKind } from './bot-problem.ts';
import { foldLabel } from './choose-option.ts';
import { namesIn } from './expand-template.ts';
import { PATTERN_LIMITS, patternSize } from './pattern.ts';
import { STEPS_PER_TURN } from './step-bot.ts';
import { exitsOf, stepOf, textsOf } from './steps.ts';
import { isReservedVariable, variablesOf } from './variables.ts';

/** The first problem of a bot, or null: then it can be saved and never gets stuck. */
export function checkBot(bot: BotDefinition): BotProblem | null {
  return findProblems(bot)[0] ?? null;
}

/**
 * Everything that would leave a customer without an answer, with its place.
 *
 * - A loop is a circle of steps none of which waits for the customer. Circles through a menu or question are fine.
 * - A dead end is a way that ends in silence: every null but the one after a `say` and `onFailure` (which asks again).
 * - After a `say` the bot's part may end: what the customer writes next begins at the start or takes a rule. It is a dead
 *   end only if from there nobody ever gets to a menu, a question, people or the end.
 */
export function findProblems(bot: BotDefinition): BotProblem[] {
  const problems: BotProblem[] = [];
  const stepIds = Object.keys(bot.steps);
  const hasStart = stepOf(bot, bot.start) !== undefined;
  if (!hasStart) problems.push(about('', 'no-start'));
  if (stepIds.length > BOT_STEPS) problems.push(about('', 'too-many-steps'));
  if (isBlank(bot.fallbackText)) problems.push(about('', 'empty-text'));
  const known = new Set(variablesOf(bot));
  problems.push(...findUnknownVariables('', [bot.fallbackText], known));

  const entries = [bot.start, ...bot.rules.map((rule) => rule.next)];
  const reached = reachedFrom(bot, entries);
  const looping = findLooping(bot);
  const leadsOn = findLeadingOn(bot, entries);
  for (const [stepId, step] of Object.entries(bot.steps)) {
    problems.push(...findOwnProblems(bot, stepId, step));
    problems.push(...findUnknownVariables(stepId, textsOf(step), known));
    if (looping.has(stepId)) problems.push(about(stepId, 'endless-loop'));
    // Where the start itself is missing, nothing is reached, and saying so of each step would only hide it.
    if (hasStart && !reached.has(stepId)) problems.push(about(stepId, 'unreachable'));
    else if (!leadsOn.has(stepId) && !looping.has(stepId)) problems.push(about(stepId, 'dead-end'));
  }
  if (looping.size === 0) {
    for (const entry of findTooLong(bot, entries)) problems.push(about(entry, 'too-long'));
  }
  problems.push(...findRuleProblems(bot));
  return withoutRepeats(problems);
}

function findOwnProblems(bot: BotDefinition, stepId: string, step: BotStep): BotProblem[] {
  const problems: BotProblem[] = [];
  const isSilent = step.type === 'say' ? step.media === null : step.type === 'menu' || step.type === 'ask';
  if (isSilent && 'text' in step && isBlank(step.text)) problems.push(about(stepId, 'empty-text'));
  for (const { exit, to } of exitsOf(step)) {
    if (to === null) {
      const isFine = step.type === 'say' || exit === 'onFailure';
      if (!isFine) problems.push(about(stepId, 'dead-end', exit));
    } else if (stepOf(bot, to) === undefined) {
      problems.push(about(stepId, 'missing-step', exit));
    }
  }
  if (step.type === 'ask') {
    if (isReservedVariable(step.variable)) problems.push(about(stepId, 'reserved-variable'));
    else if (!variableNameSchema.safeParse(step.variable).success) {
      problems.push(about(stepId, 'bad-variable'));
    }
  }
  if (step.type === 'menu') {
    const seen = new Set<string>();
    for (const { id, label } of step.options) {
      const folded = foldLabel(label);
      if (isBlank(label)) problems.push(about(stepId, 'empty-option', id));
      else if (seen.has(`label ${folded}`) || seen.has(`id ${id}`)) {
        problems.push(about(stepId, 'duplicate-option', id));
      }
      seen.add(`label ${folded}`).add(`id ${id}`);
    }
  }
  return problems;
}

function findUnknownVariables(stepId: string, texts: string[], known: ReadonlySet<string>): BotProblem[] {
  const unknown = namesIn(texts.join('\n')).filter((name) => !known.has(name));
  return unknown.map((variable) => ({ ...about(stepId, 'unknown-variable'), variable }));
}

function findRuleProblems(bot: BotDefinition): BotProblem[] {
  let instructions = 0;
  return bot.rules.flatMap((rule, index) => {
    const kind = ruleProblem(rule);
    const found: BotProblemKind[] = kind === null ? [] : [kind];
    if (rule.match === 'pattern' && kind === null) {
      instructions += patternSize(rule.value) ?? 0;
      if (instructions > PATTERN_LIMITS.allInstructions) found.push('large-pattern');
    }
    if (!rulePrioritySchema.safeParse(rule.priority).success) found.push('bad-priority');
    if (stepOf(bot, rule.next) === undefined) found.push('rule-to-nowhere');
    return found.map((problem) => ({ stepId: '', problem, exit: null, rule: index }));
  });
}

function ruleProblem({ match, value }: BotRule): BotProblemKind | null {
  if (isBlank(value)) return 'empty-rule';
  if (match === 'keyword') return null;
  const size = patternSize(value);
  if (size === null) return 'bad-pattern';
  return size > PATTERN_LIMITS.instructions ? 'large-pattern' : null;
}

/** Steps that a customer can get to. */
function reachedFrom(bot: BotDefinition, entries: string[]): Set<string> {
  const reached = new Set<string>();
  const open = [...entries];
  for (let stepId = open.pop(); stepId !== undefined; stepId = open.pop()) {
    const step = stepOf(bot, stepId);
    if (step === undefined || reached.has(stepId)) continue;
    reached.add(stepId);
    for (const { to } of exitsOf(step)) if (to !== null) open.push(to);
  }
  return reached;
}

/** Steps from which the same step is reached again without the customer's word. */
function findLooping(bot: BotDefinition): Set<string> {
  const looping = new Set<string>();
  for (const stepId of Object.keys(bot.steps)) {
    const seen = new Set<string>();
    const open = goesOnTo(bot, stepId);
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next === stepId) looping.add(stepId);
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(...goesOnTo(bot, next));
    }
  }
  return looping;
}

/** Steps that a step goes on to in the same turn. */
function goesOnTo(bot: BotDefinition, stepId: string): string[] {
  const step = stepOf(bot, stepId);
  if (step === undefined) return [];
  return exitsOf(step).flatMap(({ to, waits }) => (to === null || waits ? [] : [to]));
}

/** Steps from which a menu, a question, people or the end can be reached, writing again included. */
function findLeadingOn(bot: BotDefinition, entries: string[]): Set<string> {
  const leading = new Set<string>();
  for (let hasGrown = true; hasGrown;) {
    hasGrown = false;
    const leadsByWriting = entries.some((entry) => leading.has(entry));
    for (const [stepId, step] of Object.entries(bot.steps)) {
      if (leading.has(stepId) || !stepLeads(step, leading, leadsByWriting)) continue;
      leading.add(stepId);
      hasGrown = true;
    }
  }
  return leading;
}

function stepLeads(step: BotStep, leading: Set<string>, leadsByWriting: boolean): boolean {
  if (step.type !== 'say' && step.type !== 'hours') return true;
  if (step.type === 'say' && step.next === null) return leadsByWriting;
  return exitsOf(step).some(({ to }) => to !== null && leading.has(to));
}

/** Beginnings of turns that run through too many steps. Asks for a bot without loops. */
function findTooLong(bot: BotDefinition, entries: string[]): string[] {
  const lengths = new Map<string, number>();
  const lengthFrom = (stepId: string): number => {
    const known = lengths.get(stepId);
    if (known !== undefined) return known;
    const length = 1 + Math.max(0, ...goesOnTo(bot, stepId).map(lengthFrom));
    lengths.set(stepId, length);
    return length;
  };
  const afterWaiting = Object.values(bot.steps).flatMap((step) =>
    exitsOf(step).flatMap(({ to, waits }) => (to !== null && waits ? [to] : [])),
  );
  const beginnings = [...new Set([...entries, ...afterWaiting])].filter(
    (id) => stepOf(bot, id) !== undefined,
  );
  return beginnings.filter((stepId) => lengthFrom(stepId) > STEPS_PER_TURN);
}

function about(stepId: string, problem: BotProblemKind, exit: string | null = null): BotProblem {
  return { stepId, problem, exit, rule: null };
}

/** A dead end of one way out is told there, and not of the whole step again. */
function withoutRepeats(problems: BotProblem[]): BotProblem[] {
  const told = new Set(
    problems.filter(({ exit }) => exit !== null).map(({ stepId, problem }) => `${stepId} ${problem}`),
  );
  return problems.filter(({ stepId, problem, exit }) => exit !== null || !told.has(`${stepId} ${problem}`));
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}
