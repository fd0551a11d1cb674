import type { BotDefinition, BotMedia, BotRule, BotState, BotStep } from '../collections/bot.ts';
import { LIMITS } from '../limits.ts';
import { chooseOption, type BotInput, type MenuStep } from './choose-option.ts';
import { expandTemplate } from './expand-template.ts';
import { matchesPattern } from './pattern.ts';
import { readAnswer, type AnswerFacts } from './read-answer.ts';
import { stepOf } from './steps.ts';
import { hasPhrase } from './words.ts';

export interface BotFacts extends AnswerFacts {
  /** By name, such as `client.name`: see `builtInVariables`. */
  variables: Record<string, string>;
  /** Whether a calendar is open; null: the channel's or the company's. */
  isOpen: (calendarId: string | null) => boolean;
}

/** One thing that the bot says. */
export interface BotSaying {
  text: string;
  media: BotMedia | null;
  /** Choices of a menu, in their order. */
  options: { id: string; label: string }[];
}

/** What one message of the customer comes to. */
export interface BotTurn {
  say: BotSaying[];
  next:
    | { type: 'wait' }
    /** `queueId` null: the channel's queue. */
    | { type: 'hand-over'; queueId: string | null }
    | { type: 'end' };
  state: BotState;
  /** Answers of this turn, by variable. */
  stored: Record<string, string>;
  /** The message fitted nothing, or the bot is broken. */
  hasFailed: boolean;
  /** The rule that took the message; null: none. */
  rule: BotRule | null;
  /** Steps that this turn went through, in their order. */
  path: string[];
}

/** Steps of one turn: a guard beside `findProblems`, which refuses longer ways. */
export const STEPS_PER_TURN = 30;

type AskStep = Extract<BotStep, { type: 'ask' }>;

interface Walk {
  bot: BotDefinition;
  facts: BotFacts;
  /** What questions collected, this turn's answers included. */
  collected: Map<string, string>;
  say: BotSaying[];
  path: string[];
}

/** Where a turn stops. */
interface Stop {
  next: BotTurn['next'];
  /** The menu or question that waits. */
  stepId: string | null;
  isBroken: boolean;
}

/** What a turn adds to where it stops. */
interface Outcome {
  rule?: BotRule | null;
  stored?: Record<string, string>;
  hasFailed?: boolean;
  failures?: number;
}

/**
 * Plays one message of a customer: rules first, then the menu or question that waits, else the start. Pure: the same
 * input gives the same turn, in a function and in a browser.
 *
 * A bot that was changed under a conversation starts anew. One that is broken all the same, with a step that is missing
 * or a way without end, hands over to people.
 *
 * @param state null on the first message
 */
export function stepBot(
  bot: BotDefinition,
  state: BotState | null,
  input: BotInput,
  facts: BotFacts,
): BotTurn {
  const walk: Walk = {
    bot,
    facts,
    collected: new Map(Object.entries(state?.variables ?? {})),
    say: [],
    path: [],
  };
  const rule = findRule(bot, input.text);
  if (rule !== null) return turnOf(walk, goOn(walk, rule.next), { rule });

  const waitingId = state?.stepId ?? null;
  const waiting = waitingId === null ? undefined : stepOf(bot, waitingId);
  if (waitingId === null || (waiting?.type !== 'menu' && waiting?.type !== 'ask')) {
    return turnOf(walk, goOn(walk, bot.start), {});
  }
  walk.path.push(waitingId);
  const reply = readReply(waiting, input, facts);
  if (reply !== null) {
    for (const [name, value] of Object.entries(reply.stored)) walk.collected.set(name, value);
    return turnOf(walk, goOn(walk, reply.next), { stored: reply.stored });
  }
  const failures = (state?.failures ?? 0) + 1;
  if (failures >= waiting.failuresUntil && waiting.onFailure !== null) {
    return turnOf(walk, goOn(walk, waiting.onFailure), { hasFailed: true });
  }
  sayAgain(walk, waiting);
  const stop: Stop = { next: { type: 'wait' }, stepId: waitingId, isBroken: false };
  return turnOf(walk, stop, { hasFailed: true, failures });
}

/** The first rule that fits, the lowest priority first, of equal ones the earlier. */
function findRule(bot: BotDefinition, text: string): BotRule | null {
  const inOrder = bot.rules.toSorted((one, other) => one.priority - other.priority);
  return (
    inOrder.find(({ match, value }) =>
      match === 'keyword' ? hasPhrase(text, value) : matchesPattern(value, text),
    ) ?? null
  );
}

function readReply(
  step: MenuStep | AskStep,
  input: BotInput,
  facts: BotFacts,
): { next: string | null; stored: Record<string, string> } | null {
  if (step.type === 'menu') {
    const option = chooseOption(step.options, input);
    return option && { next: option.next, stored: {} };
  }
  const answer = readAnswer(input.text, step.format, facts);
  return answer === null ? null : { next: step.next, stored: { [step.variable]: answer } };
}

/** Walks from a step until one waits, hands over or ends. */
function goOn(walk: Walk, from: string | null): Stop {
  let stepId = from;
  for (let count = 0; count < STEPS_PER_TURN; count += 1) {
    if (stepId === null) return { next: { type: 'wait' }, stepId: null, isBroken: false };
    const step = stepOf(walk.bot, stepId);
    if (step === undefined) break;
    walk.path.push(stepId);
    switch (step.type) {
      case 'say':
        speak(walk, { text: step.text, media: step.media });
        stepId = step.next;
        break;
      case 'hours':
        stepId = walk.facts.isOpen(step.calendarId) ? step.whenOpen : step.whenClosed;
        break;
      case 'menu':
      case 'ask':
        askFor(walk, step);
        return { next: { type: 'wait' }, stepId, isBroken: false };
      case 'handOver':
        speak(walk, { text: step.text });
        return { next: { type: 'hand-over', queueId: step.queueId }, stepId: null, isBroken: false };
      case 'end':
        speak(walk, { text: step.text });
        return { next: { type: 'end' }, stepId: null, isBroken: false };
    }
  }
  return { next: { type: 'hand-over', queueId: null }, stepId: null, isBroken: true };
}

function sayAgain(walk: Walk, step: MenuStep | AskStep): void {
  if (step.type === 'ask' && step.retryText.trim() !== '') {
    speak(walk, { text: step.retryText });
    return;
  }
  speak(walk, { text: walk.bot.fallbackText });
  askFor(walk, step);
}

function askFor(walk: Walk, step: MenuStep | AskStep): void {
  const options = step.type === 'menu' ? step.options.map(({ id, label }) => ({ id, label })) : [];
  speak(walk, { text: step.text, options });
}

/** Says something with its variables filled in; nothing where nothing is left of it. */
function speak(
  walk: Walk,
  { text, media = null, options = [] }: Partial<BotSaying> & Pick<BotSaying, 'text'>,
): void {
  const values = new Map([...walk.collected, ...Object.entries(walk.facts.variables)]);
  const spoken = expandTemplate(text, values).trim().slice(0, LIMITS.textCharacters);
  if (spoken !== '' || media !== null || options.length > 0) walk.say.push({ text: spoken, media, options });
}

function turnOf(
  walk: Walk,
  stop: Stop,
  { rule = null, stored = {}, hasFailed = false, failures = 0 }: Outcome,
): BotTurn {
  // Texts of variables alone may come out empty; a customer still gets an answer.
  if (walk.say.length === 0 && stop.next.type === 'wait') speak(walk, { text: walk.bot.fallbackText });
  return {
    say: walk.say,
    next: stop.next,
    state: { stepId: stop.stepId, failures, variables: Object.fromEntries(walk.collected) },
    stored,
    hasFailed: hasFailed || stop.isBroken,
    rule,
    path: walk.path,
  };
}
