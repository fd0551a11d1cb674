import type { BotStep } from '../collections/bot.ts';
import { foldForSearch } from '../search-tokens.ts';
import { foldWords } from './words.ts';

export type MenuStep = Extract<BotStep, { type: 'menu' }>;
export type MenuOption = MenuStep['options'][number];

/** What a customer did: wrote a text, or tapped a button with its id. */
export interface BotInput {
  text: string;
  optionId: string | null;
}

/**
 * The choice that a customer means: the button tapped, the whole label, the number in the list (`2`, `2.`, `2️⃣`), or a
 * beginning of one label and of no other.
 *
 * @returns null where none or more than one is meant.
 */
export function chooseOption(options: MenuOption[], input: BotInput): MenuOption | null {
  const tapped = options.find(({ id }) => id === input.optionId);
  if (tapped !== undefined) return tapped;
  const typed = foldLabel(input.text);
  if (typed === '') return null;
  const named = options.find(({ label }) => foldLabel(label) === typed);
  if (named !== undefined) return named;
  const number = /^[#(]?(\d{1,2})[.)]*$/.exec(foldForSearch(input.text).replace(/\s/g, ''));
  if (number !== null) return options[Number(number[1]) - 1] ?? null;
  const beginning = options.filter(({ label }) => foldLabel(label).startsWith(typed));
  return beginning.length === 1 ? (beginning[0] ?? null) : null;
}

/** A label as it is compared: two options that fold to the same are one to the customer. */
export function foldLabel(label: string): string {
  return foldWords(label) || foldForSearch(label).trim();
}
