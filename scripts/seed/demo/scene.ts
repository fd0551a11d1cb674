import type { ChannelType } from '#contracts/channels.ts';
import type { Taxonomy } from '#contracts/collections/taxonomy.ts';
import type { Actor } from '../../../functions/src/inbox/decide-send.ts';
import type { Dialogue, Phrasebook } from '../dialogues/dialogue.ts';
import type { Person } from './company.ts';
import type { Slots } from './fill-slots.ts';
import type { Random } from './random.ts';
import type { InboundContent, OutboundContent, Story } from './story.ts';

export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;

/** One thing that happens, and how much of the shop's opening time lies between the thing before it and this one. */
export interface Step {
  gapMs: number;
  play: (story: Story, at: number) => void;
}

/** How an episode ends: nobody has answered; put back to wait; the customer or the member wrote last; all is done. */
export type Ending = 'unanswered' | 'returned' | 'customer-last' | 'member-last' | 'closed';

export interface EpisodePlan {
  dialogue: Dialogue;
  phrasebook: Phrasebook;
  ending: Ending;
  holder: Person;
  customerName: string;
  channelType: ChannelType;
  taxonomy: Taxonomy;
  /** Opening time since the episode before this one; null for the first of a conversation. */
  pauseMs: number | null;
  /** The member's last message, where it is not an ordinary one. */
  last?: { fate: OutboundContent['fate']; gapMs: number | null };
  /** The customer's last message, in place of a thank-you. */
  farewell?: InboundContent;
}

/** What the steps of an episode are made from. */
export interface Scene {
  random: Random;
  plan: EpisodePlan;
  slots: Slots;
  holder: Actor;
}
