import type { HandOverReason } from '#contracts/automation.ts';
import { CAPABILITIES, type ChannelType } from '#contracts/channels.ts';
import type { Assistant } from '#contracts/collections/assistant.ts';
import type { OutgoingPart, Reply } from './responder.ts';
import { splitText } from './split-text.ts';

/** What a turn costs that asked no model. */
export const NOTHING_USED: Reply['usage'] = {
  provider: null,
  model: null,
  inputTokens: 0,
  outputTokens: 0,
  latencyMs: 0,
  costMicros: 0,
  documentIds: [],
};

/** Nothing to tell the customer about these: the company wanted silence, or nothing can be sent. */
const SILENT: HandOverReason[] = ['switched-off', 'cannot-send'];

/**
 * What happens where the assistant was not asked, or failed: people go on. An AI agent's own words for that are said where
 * it may speak without approval.
 */
export function handOverReply(reason: HandOverReason, assistant: Assistant | null): Reply {
  const own = assistant?.type === 'ai' ? assistant.ai : null;
  const speaks = own !== null && !own.draftOnly && !SILENT.includes(reason) && own.handOver.message !== '';
  return {
    parts: speaks ? [{ text: own.handOver.message, media: [] }] : [],
    next: { type: 'hand-over', reason, queueId: own?.handOver.queueId ?? null, note: '' },
    hasFailed: true,
    bot: null,
    clientFields: {},
    isDraft: false,
    unanswered: null,
    usage: NOTHING_USED,
  };
}

/** The messages that a channel can carry: no empty ones, long texts in pieces, a file with the first piece. */
export function fitParts(parts: OutgoingPart[], channelType: ChannelType): OutgoingPart[] {
  const { textCharacters } = CAPABILITIES[channelType];
  return parts.flatMap(({ text, media }) => {
    const [first = '', ...rest] = splitText(text, textCharacters);
    if (first === '' && media.length === 0) return [];
    return [{ text: first, media }, ...rest.map((piece) => ({ text: piece, media: [] }))];
  });
}
