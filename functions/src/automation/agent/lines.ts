import type { Media, Message } from '#contracts/collections/message.ts';
import { estimateTokens } from './estimate-tokens.ts';

/** One message of the conversation, as the model is shown it. */
export interface Line {
  from: 'customer' | 'assistant';
  text: string;
  media: Media[];
}

/** A conversation as it stands: what was said, and what waits for an answer. */
export interface Dialogue {
  /** Oldest first. */
  earlier: Line[];
  /** What the customer wrote since the last answer, oldest first: at least one line. */
  waiting: Line[];
}

/** The longest message that is shown whole. */
export const LINE_CHARACTERS = 4000;
const QUOTE_CHARACTERS = 300;
const HISTORY_TOKENS = 3000;

/**
 * What was said between the customer and the company. Notes, events, drafts, and what never reached the customer are no
 * part of it, nor is what an answer quotes of them.
 * @param messages newest first
 * @param message the one that is answered; it counts even where it is not among them
 */
export function readDialogue(
  messages: (Message & { id: string })[],
  message: Message,
  messageId: string,
): Dialogue {
  const isPresent = messages.some(({ id }) => id === messageId);
  const said = (isPresent ? messages : [{ ...message, id: messageId }, ...messages])
    .filter(isSaid)
    .toReversed();
  const at = said.findIndex(({ id }) => id === messageId);
  let start = at;
  while (said[start - 1]?.direction === 'inbound') start -= 1;
  const rest = said.slice(start);
  return dialogueOf(
    // A notice that went out by itself after the question is no answer to it.
    [...said.slice(0, start), ...rest.filter(({ direction }) => direction === 'outbound')].map(lineOf),
    rest.filter(({ direction }) => direction === 'inbound').map(lineOf),
  );
}

/** The newest lines that fit the budget. The customer's newest message is always there. */
export function dialogueOf(earlier: Line[], waiting: Line[]): Dialogue {
  let left = HISTORY_TOKENS;
  const fits = (line: Line): boolean => {
    left -= estimateTokens(line.text);
    return left >= 0;
  };
  const newest = waiting.slice(-1);
  newest.forEach(fits);
  const asked = newestThat(fits, waiting.slice(0, -1));
  const isComplete = asked.length === waiting.length - newest.length;
  return { earlier: isComplete ? newestThat(fits, earlier) : [], waiting: [...asked, ...newest] };
}

function newestThat(fits: (line: Line) => boolean, lines: Line[]): Line[] {
  const dropped = lines.findLastIndex((line) => !fits(line));
  return lines.slice(dropped + 1);
}

function isSaid({ direction, status }: Message): boolean {
  return direction === 'inbound' || (direction === 'outbound' && status !== 'failed');
}

function lineOf(message: Message): Line {
  return {
    from: message.direction === 'inbound' ? 'customer' : 'assistant',
    text: describe(message),
    media: message.media,
  };
}

/** Everything in a message that can be read. */
function describe({ text, replyTo, location, contacts, interactive, kind, media }: Message): string {
  const pieces: string[] = [];
  const isQuoteSaid = replyTo?.direction === 'inbound' || replyTo?.direction === 'outbound';
  if (isQuoteSaid && replyTo.text !== '')
    pieces.push(`[quotes: ${JSON.stringify(replyTo.text.slice(0, QUOTE_CHARACTERS))}]`);
  if (text !== '') pieces.push(text);
  else if (interactive !== undefined) pieces.push(interactive.title);
  if (location !== undefined)
    pieces.push(`[location: ${JSON.stringify(location.name ?? location.address ?? '')}]`);
  if (contacts !== undefined && contacts.length > 0) pieces.push(`[contact cards: ${contacts.length}]`);
  if (pieces.length === 0 && media.length === 0) pieces.push(`[${kind}]`);
  return pieces.join('\n').slice(0, LINE_CHARACTERS).toWellFormed();
}
