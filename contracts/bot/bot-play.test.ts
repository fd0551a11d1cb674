import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ANSWER_FORMATS, type BotDefinition, type BotState, type BotStep } from '../collections/bot.ts';
import { findProblems } from './check-bot.ts';
import { stepBot, STEPS_PER_TURN, type BotFacts } from './step-bot.ts';
import { exitsOf, stepOf } from './steps.ts';

const IDS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const id = fc.constantFrom(...IDS);
const words = fc.constantFrom('Hi', 'Hello {{client.firstName}}', '{{x}} and {{y}}', '{{client.firstName}}');
const maybeId = fc.option(id, { freq: 8 });
const failuresUntil = fc.integer({ min: 1, max: 3 });

const step: fc.Arbitrary<BotStep> = fc.oneof(
  fc.record({ type: fc.constant('say' as const), text: words, media: fc.constant(null), next: maybeId }),
  fc.record({
    type: fc.constant('menu' as const),
    text: words,
    options: fc
      .array(fc.tuple(fc.constantFrom('One', 'Two', 'Three', 'Thirty', 'Ñandú', '👍', '7'), id), {
        minLength: 1,
        maxLength: 4,
      })
      .map((options) => options.map(([label, next], index) => ({ id: `o${index}`, label, next }))),
    failuresUntil,
    onFailure: maybeId,
  }),
  fc.record({
    type: fc.constant('ask' as const),
    text: words,
    format: fc.constantFrom(...ANSWER_FORMATS),
    variable: fc.constantFrom('x', 'y', 'constructor'),
    retryText: fc.constantFrom('', 'Again'),
    failuresUntil,
    onFailure: maybeId,
    next: id,
  }),
  fc.record({
    type: fc.constant('hours' as const),
    calendarId: fc.constantFrom(null, 'k'),
    whenOpen: id,
    whenClosed: id,
  }),
  fc.record({ type: fc.constant('handOver' as const), text: words, queueId: fc.constantFrom(null, 'q') }),
  fc.record({ type: fc.constant('end' as const), text: words }),
);
const rule = fc.record({
  match: fc.constantFrom('keyword' as const, 'pattern' as const),
  value: fc.constantFrom('help', 'o', '^\\d+$', '(', '(a+)+$', '.*'),
  priority: fc.integer({ min: 1, max: 5 }),
  next: id,
});
const ASKED = {
  type: 'ask',
  text: 'And?',
  format: 'text',
  retryText: '',
  failuresUntil: 2,
  onFailure: null,
} as const;
/** Any bot: most have problems. */
const anyBot: fc.Arbitrary<BotDefinition> = fc.record({
  start: id,
  steps: fc.dictionary(id, step, { minKeys: 1, maxKeys: IDS.length }),
  rules: fc.array(rule, { maxLength: 3 }),
  fallbackText: fc.constantFrom('Sorry?', ''),
});
/** A bot without problems: what points nowhere points to people, circles are cut, what is not reached is gone. */
const goodBot = anyBot.map(repair);

const input = fc.record({
  text: fc.oneof(
    fc.constantFrom('', '1', '2', 'one', 'th', 'help', 'a@b.co', '12,5', '28/11/2026', '👍', 'aaaaaaaaaaaa!'),
    fc.string({ maxLength: 30 }),
  ),
  optionId: fc.option(fc.constantFrom('o0', 'o1', 'toString'), { freq: 3 }),
});

function factsOf(isOpen: boolean): BotFacts {
  return {
    variables: { 'client.firstName': '' },
    isOpen: () => isOpen,
    country: 'MX',
    readPhone: (typed) => (typed.startsWith('1') ? '+15550001111' : null),
  };
}

describe('a bot without problems', () => {
  test('never gets stuck, whatever customers write in 500 turns', { timeout: 120_000 }, () => {
    let played = 0;
    fc.assert(
      fc.property(
        goodBot,
        fc.array(fc.tuple(input, fc.boolean()), { minLength: 500, maxLength: 500 }),
        (bot, turns) => {
          expect(findProblems(bot)).toEqual([]);
          let state: BotState | null = null;
          for (const [reply, isOpen] of turns) {
            const turn = stepBot(bot, state, reply, factsOf(isOpen));
            expect(turn.path.length).toBeLessThanOrEqual(STEPS_PER_TURN + 1);
            expect(turn.next.type !== 'wait' || turn.say.length > 0).toBe(true);
            expect(stepOf(bot, turn.path.at(-1) ?? '')).toBeDefined();
            // A stored state comes back from the database as it was written.
            state = JSON.parse(JSON.stringify(turn.state)) as BotState; // written by the line before
            played += 1;
          }
        },
      ),
      { numRuns: 60 },
    );
    expect(played).toBe(60 * 500);
  });
});

test('what is called an endless loop is one, and nothing else is', () => {
  fc.assert(
    fc.property(anyBot, (bot) => {
      const looping = findProblems(bot).some(({ problem }) => problem === 'endless-loop');
      expect(looping).toBe(Object.keys(bot.steps).some((from) => comesBack(bot, from)));
    }),
    { numRuns: 2000 },
  );
});

/** Whether some way from a step, whatever the hours, runs longer than there are steps. */
function comesBack(bot: BotDefinition, from: string): boolean {
  let standing = [from];
  for (let count = 0; count <= IDS.length; count += 1) {
    standing = [...new Set(standing)].flatMap((stepId) => {
      const found = stepOf(bot, stepId);
      return found === undefined
        ? []
        : exitsOf(found).flatMap(({ to, waits }) => (to === null || waits ? [] : [to]));
    });
  }
  return standing.some((stepId) => stepOf(bot, stepId) !== undefined);
}

function repair(bot: BotDefinition): BotDefinition {
  const people = 'people';
  const ids = Object.keys(bot.steps);
  const known = (to: string) => (stepOf(bot, to) === undefined ? people : to);
  const steps: Record<string, BotStep> = {
    [people]: { type: 'handOver', text: 'People', queueId: null },
    // What the texts speak of is asked for somewhere.
    askX: { ...ASKED, variable: 'x', next: 'askY' },
    askY: { ...ASKED, variable: 'y', next: people },
  };
  for (const [index, stepId] of ids.entries()) {
    const found = stepOf(bot, stepId);
    if (found === undefined) continue;
    // Without the customer's word only forwards, so that no circle is left.
    const forwards = (to: string) => (ids.indexOf(known(to)) > index ? known(to) : people);
    switch (found.type) {
      case 'say':
        steps[stepId] = { ...found, next: found.next === null ? null : forwards(found.next) };
        break;
      case 'hours':
        steps[stepId] = {
          ...found,
          whenOpen: forwards(found.whenOpen ?? ''),
          whenClosed: forwards(found.whenClosed ?? ''),
        };
        break;
      case 'menu': {
        const labels = found.options.map(({ label }) => label);
        const options = found.options.filter(({ label }, at) => labels.indexOf(label) === at);
        const onFailure = found.onFailure === null ? null : known(found.onFailure);
        steps[stepId] = {
          ...found,
          onFailure,
          options: options.map((option) => ({ ...option, next: known(option.next ?? '') })),
        };
        break;
      }
      case 'ask':
        steps[stepId] = {
          ...found,
          next: known(found.next ?? ''),
          onFailure: found.onFailure === null ? null : known(found.onFailure),
        };
        break;
      case 'handOver':
      case 'end':
        steps[stepId] = found;
    }
  }
  const rules = bot.rules
    .filter(({ match, value }) => match === 'keyword' || value !== '(')
    .map((one) => ({ ...one, next: known(one.next) }));
  const whole: BotDefinition = {
    start: known(bot.start),
    steps,
    rules: [...rules, { match: 'keyword', value: 'people', priority: 9, next: 'askX' }],
    fallbackText: 'Sorry?',
  };
  const unreachable = new Set(
    findProblems(whole)
      .filter(({ problem }) => problem === 'unreachable')
      .map(({ stepId }) => stepId),
  );
  return {
    ...whole,
    steps: Object.fromEntries(Object.entries(steps).filter(([stepId]) => !unreachable.has(stepId))),
  };
}
