import type { BotInput } from '#contracts/bot/choose-option.ts';
import { stepBot, type BotFacts, type BotSaying, type BotTurn } from '#contracts/bot/step-bot.ts';
import type { BotDefinition, BotState } from '#contracts/collections/bot.ts';

/** What stands in the log of a test. */
export type TestLine =
  | { from: 'customer'; text: string }
  | { from: 'bot'; saying: BotSaying }
  | { from: 'engine'; event: 'rule'; value: string }
  | { from: 'engine'; event: 'stored'; name: string; value: string }
  | { from: 'engine'; event: 'hand-over'; queueId: string | null }
  | { from: 'engine'; event: 'end' };

/** A conversation with the bot that is being edited. */
export interface TestPlay {
  lines: TestLine[];
  state: BotState | null;
  /** The step that the last message led to; null before the first. */
  standsAt: string | null;
  /** People have it now: the bot says no more. */
  isHandedOver: boolean;
}

export const FRESH_PLAY: TestPlay = { lines: [], state: null, standsAt: null, isHandedOver: false };

/** The same conversation after one more message of the customer. */
export function playOn(
  play: TestPlay,
  { bot, input, facts }: { bot: BotDefinition; input: BotInput; facts: BotFacts },
): TestPlay {
  const turn = stepBot(bot, play.state, input, facts);
  const said: TestLine[] = turn.say.map((saying) => ({ from: 'bot', saying }));
  return {
    lines: [
      ...play.lines,
      { from: 'customer', text: input.text },
      ...happened(turn),
      ...said,
      ...stopped(turn),
    ],
    state: turn.state,
    standsAt: turn.path.at(-1) ?? null,
    isHandedOver: turn.next.type === 'hand-over',
  };
}

function happened({ rule, stored }: BotTurn): TestLine[] {
  const answers = Object.entries(stored).map(([name, value]): TestLine => ({
    from: 'engine',
    event: 'stored',
    name,
    value,
  }));
  return rule === null ? answers : [{ from: 'engine', event: 'rule', value: rule.value }];
}

function stopped({ next }: BotTurn): TestLine[] {
  switch (next.type) {
    case 'wait':
      return [];
    case 'end':
      return [{ from: 'engine', event: 'end' }];
    case 'hand-over':
      return [{ from: 'engine', event: 'hand-over', queueId: next.queueId }];
  }
}
