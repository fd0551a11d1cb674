import { createContext, useContext } from 'react';
import type { BotDefinition, BotMedia } from '#contracts/collections/bot.ts';
import type { Outline } from './model.ts';
import type { PlacedProblem } from './problem-model.ts';

/** Something that a step can name: a queue, a calendar. */
export interface Named {
  id: string;
  name: string;
}

/** What every part of the editor works on. */
export interface BotContextValue {
  bot: BotDefinition;
  outline: Outline;
  problems: readonly PlacedProblem[];
  queues: readonly Named[];
  calendars: readonly Named[];
  /** Step whose form is open; null: none. */
  openId: string | null;
  /** Where the test stands; null: nowhere. */
  standsAt: string | null;
  onChange: (bot: BotDefinition) => void;
  onOpen: (stepId: string | null) => void;
  /** Opens a step and moves the focus to it. */
  onJump: (stepId: string) => void;
  /** Takes a step away, and the focus to the one before it. One that nothing leads to can be brought back. */
  onDelete: (stepId: string) => void;
  onUpload: (file: File) => Promise<BotMedia>;
}

export const BotContext = createContext<BotContextValue | null>(null);

/** The bot that is being edited. */
export function useBot(): BotContextValue {
  const value = useContext(BotContext);
  if (value === null) throw new Error('A part of the bot editor stands outside of it.');
  return value;
}
