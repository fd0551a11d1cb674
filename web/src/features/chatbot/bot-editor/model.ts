import { exitsOf, stepOf } from '#contracts/bot/steps.ts';
import type { BotDefinition, BotStep } from '#contracts/collections/bot.ts';

export type StepType = BotStep['type'];

/** Kinds of steps in the order in which they are offered. */
export const STEP_TYPES = ['say', 'menu', 'ask', 'hours', 'handOver', 'end'] as const satisfies StepType[];

/** How one got to a row: the way out of the step above that it belongs to. */
export interface Branch {
  fromId: string;
  exit: string;
  /** Label of an option; null for the other ways. */
  label: string | null;
}

/** A line of the outline: a step where it first comes up, or a link to where it stands. */
export interface OutlineRow {
  type: 'step' | 'link';
  stepId: string;
  /** Steps of the main way stand at 0, what hangs on a branch one deeper. */
  depth: number;
  /** Null where the row simply follows the one above. */
  branch: Branch | null;
}

export interface Outline {
  /** From the start, in the order of the conversation. */
  main: OutlineRow[];
  /** What only rules lead to. */
  byRules: OutlineRow[];
  /** What nothing leads to. */
  loose: OutlineRow[];
  /** Numbers that steps are called by: their order in the outline, from 1. */
  numbers: ReadonlyMap<string, number>;
}

/** The bot as a tree that can be read from top to bottom; what is reached twice is a link the second time. */
export function outlineOf(bot: BotDefinition): Outline {
  const placed = new Set<string>();
  const walk = (entryId: string): OutlineRow[] => {
    const rows: OutlineRow[] = [];
    place(bot, { entryId, placed, rows });
    return rows;
  };
  const main = walk(bot.start);
  const byRules = bot.rules.flatMap(({ next }) => (placed.has(next) ? [] : walk(next)));
  const pointed = new Set(Object.values(bot.steps).flatMap((step) => exitsOf(step).map(({ to }) => to)));
  const ids = Object.keys(bot.steps);
  // Beginnings of loose chains first, so that each chain reads in its order; then circles that have none.
  const looseEntries = [...ids.filter((id) => !pointed.has(id)), ...ids];
  const loose = looseEntries.flatMap((id) => (placed.has(id) ? [] : walk(id)));
  const numbers = new Map([...placed].map((id, index) => [id, index + 1]));
  return { main, byRules, loose, numbers };
}

interface Place {
  entryId: string;
  placed: Set<string>;
  rows: OutlineRow[];
}

/** Places a step and all behind it that stands nowhere yet. A loop of its own, because chains may be long. */
function place(bot: BotDefinition, { entryId, placed, rows }: Place): void {
  const open: Omit<OutlineRow, 'type'>[] = [{ stepId: entryId, depth: 0, branch: null }];
  for (let row = open.pop(); row !== undefined; row = open.pop()) {
    const step = stepOf(bot, row.stepId);
    if (step === undefined) continue;
    if (placed.has(row.stepId)) {
      rows.push({ type: 'link', ...row });
      continue;
    }
    placed.add(row.stepId);
    rows.push({ type: 'step', ...row });
    open.push(...followers(row.stepId, step, row.depth).toReversed());
  }
}

/** Branches come before what simply follows, which stands at the step's own depth. */
function followers(fromId: string, step: BotStep, depth: number): Omit<OutlineRow, 'type'>[] {
  const rows = exitsOf(step).flatMap(({ exit, option, to }): Omit<OutlineRow, 'type'>[] => {
    if (to === null) return [];
    if (exit === 'next' && option === null) return [{ stepId: to, depth, branch: null }];
    const label = option === null || step.type !== 'menu' ? null : (step.options[option]?.label ?? null);
    return [{ stepId: to, depth: depth + 1, branch: { fromId, exit, label } }];
  });
  return rows.toSorted((one, other) => Number(one.branch === null) - Number(other.branch === null));
}

/** A few words of what a step says, on one line. */
export function excerptOf(step: BotStep, characters = 60): string {
  const text = 'text' in step ? step.text.replace(/\s+/g, ' ').trim() : '';
  const shown = text === '' && step.type === 'say' ? (step.media?.name ?? '') : text;
  return shown.length > characters ? `${shown.slice(0, characters - 1).trimEnd()}…` : shown;
}

/** A fresh step of a kind. */
export function freshStep(type: StepType, newId: () => string): BotStep {
  switch (type) {
    case 'say':
      return { type, text: '', media: null, next: null };
    case 'menu':
      return {
        type,
        text: '',
        options: [{ id: newId(), label: '', next: null }],
        failuresUntil: 3,
        onFailure: null,
      };
    case 'ask':
      return {
        type,
        text: '',
        format: 'text',
        variable: 'answer',
        retryText: '',
        failuresUntil: 3,
        onFailure: null,
        next: null,
      };
    case 'hours':
      return { type, calendarId: null, whenOpen: null, whenClosed: null };
    case 'handOver':
      return { type, text: '', queueId: null };
    case 'end':
      return { type, text: '' };
  }
}

export function putStep(bot: BotDefinition, stepId: string, step: BotStep): BotDefinition {
  return { ...bot, steps: { ...bot.steps, [stepId]: step } };
}

/** A step with one of its ways out led elsewhere. */
export function withExit(step: BotStep, exit: string, to: string | null): BotStep {
  switch (step.type) {
    case 'say':
      return { ...step, next: to };
    case 'ask':
      return exit === 'onFailure' ? { ...step, onFailure: to } : { ...step, next: to };
    case 'hours':
      return exit === 'whenOpen' ? { ...step, whenOpen: to } : { ...step, whenClosed: to };
    case 'menu':
      if (exit === 'onFailure') return { ...step, onFailure: to };
      return {
        ...step,
        options: step.options.map((option) => (option.id === exit ? { ...option, next: to } : option)),
      };
    case 'handOver':
    case 'end':
      return step;
  }
}

/** Ways and rules that lead to a step, the start included. */
export function countPointers(bot: BotDefinition, stepId: string): number {
  const exits = Object.entries(bot.steps).flatMap(([fromId, step]) =>
    fromId === stepId ? [] : exitsOf(step).filter(({ to }) => to === stepId),
  );
  const rules = bot.rules.filter(({ next }) => next === stepId);
  return exits.length + rules.length + (bot.start === stepId ? 1 : 0);
}

/**
 * The bot without a step. What led to it leads on to where it went on, where that is one place; otherwise the ways are
 * open again, and its rules are gone with it.
 */
export function deleteStep(bot: BotDefinition, stepId: string): BotDefinition {
  const step = stepOf(bot, stepId);
  const onward = (step?.type === 'say' || step?.type === 'ask') && step.next !== stepId ? step.next : null;
  const kept = Object.entries(bot.steps).filter(([id]) => id !== stepId);
  const steps = kept.map(([id, other]): [string, BotStep] => [
    id,
    exitsOf(other).reduce(
      (changed, { exit, to }) =>
        to === stepId
          ? withExit(changed, exit, onward === id && other.type === 'say' ? null : onward)
          : changed,
      other,
    ),
  ]);
  const rules = bot.rules.flatMap((rule) => {
    if (rule.next !== stepId) return [rule];
    return onward === null ? [] : [{ ...rule, next: onward }];
  });
  const start = bot.start === stepId ? (onward ?? kept[0]?.[0] ?? bot.start) : bot.start;
  return { ...bot, start, rules, steps: Object.fromEntries(steps) };
}

/** The step before another in the outline, or the one after the first; null where it is the only one. */
export function neighbourOf({ numbers }: Outline, stepId: string): string | null {
  const ids = [...numbers.keys()];
  const index = ids.indexOf(stepId);
  return ids[index - 1] ?? ids[index + 1] ?? null;
}

/** A copy of a step that nothing leads to yet. Its options get ids of their own. */
export function copyOfStep(step: BotStep, newId: () => string): BotStep {
  if (step.type !== 'menu') return structuredClone(step);
  return { ...step, options: step.options.map((option) => ({ ...option, id: newId() })) };
}

/** The list with one element a place up (-1) or down (1); the same list where there is no such place. */
export function moved<Item>(list: Item[], index: number, by: -1 | 1): Item[] {
  const item = list[index];
  const other = list[index + by];
  if (item === undefined || other === undefined) return list;
  return list.with(index, other).with(index + by, item);
}

/** A text with `{{name}}` in the place of a selection, and where the caret stands afterwards. */
export function insertVariable(
  text: string,
  name: string,
  selection: { start: number; end: number },
): { text: string; caret: number } {
  const inserted = `{{${name}}}`;
  const before = text.slice(0, selection.start) + inserted;
  return { text: before + text.slice(selection.end), caret: before.length };
}

/** What is typed as the name of a variable, made into one: `Número de pedido` becomes `numero_de_pedido`. */
export function toVariableName(typed: string): string {
  return typed
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+/, '')
    .slice(0, 40);
}
