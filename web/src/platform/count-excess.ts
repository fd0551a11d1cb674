import { CAPABILITIES, type ChannelType } from '#contracts/channels.ts';
import { LIMITS } from '#contracts/limits.ts';

/** How many characters a text is over what the channel, or a note, can carry; 0 when it fits. */
export function countExcess(text: string, channelType: ChannelType, mode: 'message' | 'note'): number {
  const limit = mode === 'note' ? LIMITS.noteCharacters : CAPABILITIES[channelType].textCharacters;
  return Math.max(0, text.length - limit);
}
