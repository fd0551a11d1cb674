import type { ChannelCapabilities } from '../channels.ts';
import type { BotSaying } from './step-bot.ts';

/** One message of a channel. */
export interface RenderedSaying {
  text: string;
  /** Choices as buttons; none where they stand numbered in the text. */
  buttons: { id: string; label: string }[];
}

/**
 * What the bot says, in messages that the channel takes: choices as buttons where it has enough of them, else as a
 * numbered list. Long texts are divided at line ends or spaces, an option never.
 */
export function renderMenu(
  { text, options }: Pick<BotSaying, 'text' | 'options'>,
  { textCharacters, buttons }: Pick<ChannelCapabilities, 'textCharacters' | 'buttons'>,
): RenderedSaying[] {
  const hasButtons = options.length > 0 && options.length <= buttons;
  const lines = hasButtons ? [] : options.map(({ label }, index) => `${index + 1}. ${label}`);
  const texts = addList(divide(text, textCharacters), lines, textCharacters);
  return texts.map((part, index) => ({
    text: part,
    buttons: hasButtons && index === texts.length - 1 ? options : [],
  }));
}

/** Puts a list below the last text, or in a message of its own, or line by line into as many as it needs. */
function addList(texts: string[], lines: string[], limit: number): string[] {
  const list = lines.join('\n');
  if (list.length <= limit) return addLine(texts, list, limit);
  return lines.reduce((parts, line) => addLine(parts, line, limit), texts);
}

function addLine(texts: string[], line: string, limit: number): string[] {
  if (line === '') return texts;
  const last = texts.at(-1);
  const joined = last === undefined ? line : `${last}\n${line}`;
  return joined.length <= limit ? [...texts.slice(0, -1), joined] : [...texts, line];
}

/** Pieces of at most so many characters, divided where a reader would pause. */
function divide(text: string, limit: number): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const window = rest.slice(0, limit + 1);
    const pause = Math.max(window.lastIndexOf('\n'), window.lastIndexOf(' '));
    const end = pause > 0 ? pause : safeEnd(rest, limit);
    pieces.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  if (rest !== '') pieces.push(rest);
  return pieces;
}

/** Where a text without any space can be divided without tearing a character of two units. */
function safeEnd(text: string, limit: number): number {
  const isTorn = /[\uD800-\uDBFF]/.test(text.charAt(limit - 1));
  return isTorn && limit > 1 ? limit - 1 : limit;
}
