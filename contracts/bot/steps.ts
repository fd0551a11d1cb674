import type { BotDefinition, BotStep } from '../collections/bot.ts';

/** A way out of a step. */
export interface BotExit {
  /** Which one: `next`, `onFailure`, `whenOpen`, `whenClosed`, or the id of an option. */
  exit: string;
  /** The option's index; null for the others. */
  option: number | null;
  to: string | null;
  /** The customer writes before the bot goes on there. */
  waits: boolean;
}

/** The ways out of a step, in the order in which the editor shows them. */
export function exitsOf(step: BotStep): BotExit[] {
  switch (step.type) {
    case 'say':
      return [{ exit: 'next', option: null, to: step.next, waits: false }];
    case 'menu':
      return [
        ...step.options.map((option, index) => ({
          exit: option.id,
          option: index,
          to: option.next,
          waits: true,
        })),
        { exit: 'onFailure', option: null, to: step.onFailure, waits: true },
      ];
    case 'ask':
      return [
        { exit: 'next', option: null, to: step.next, waits: true },
        { exit: 'onFailure', option: null, to: step.onFailure, waits: true },
      ];
    case 'hours':
      return [
        { exit: 'whenOpen', option: null, to: step.whenOpen, waits: false },
        { exit: 'whenClosed', option: null, to: step.whenClosed, waits: false },
      ];
    case 'handOver':
    case 'end':
      return [];
  }
}

/** What a step may say, in the order in which the editor shows it; options are never filled in. */
export function textsOf(step: BotStep): string[] {
  switch (step.type) {
    case 'say':
    case 'menu':
    case 'handOver':
    case 'end':
      return [step.text];
    case 'ask':
      return [step.text, step.retryText];
    case 'hours':
      return [];
  }
}

/** A step by its id, and nothing that every object has. */
export function stepOf(bot: Pick<BotDefinition, 'steps'>, stepId: string): BotStep | undefined {
  return Object.hasOwn(bot.steps, stepId) ? bot.steps[stepId] : undefined;
}
