import type { Taxonomy } from '#contracts/collections/taxonomy.ts';
import { channelAdapters } from '../../../functions/src/channels/registry.ts';
import { identityIdOf } from '../../../functions/src/inbox/find-customer.ts';
import { canonicalPhone } from '../../../functions/src/platform/phone.ts';
import type { Connection } from '../connection.ts';
import type { AssetSizes } from './assets.ts';
import { AGENTS } from './company.ts';
import { clientIdOf } from './clients.ts';
import { inventCustomer, type Customer } from './customers.ts';
import { episodeSteps } from './episode.ts';
import { failedWith, unknownFate } from './fate.ts';
import { chooseDialogue, PHRASEBOOKS, type ConversationPlan } from './plan.ts';
import { createRandom, type Random } from './random.ts';
import { MINUTE_MS, type EpisodePlan, type Step } from './scene.ts';
import { isOpen, OPEN_MS, openTimeBefore } from './shop-clock.ts';
import { Story } from './story.ts';

/** Every so many conversations, the customer of an earlier one writes on the other channel. */
const SECOND_CHANNEL_EVERY = 21;

/** A customer and one of their conversations. */
export interface Acquaintance {
  customer: Customer;
  story: Story;
  /** False while only the number is known. */
  isNamed: boolean;
}

/** Everybody and everything that conversations share; `met` and `taken` grow as they are played. */
export interface DemoCast {
  companyId: string;
  now: number;
  assetSizes: AssetSizes;
  connections: Connection[];
  taxonomy: Taxonomy;
  /** Names and numbers in use. */
  taken: Set<string>;
  met: Acquaintance[];
}

/** Plays one conversation from its first message to where the plan wants it to stand. */
export function playConversation(cast: DemoCast, plan: ConversationPlan): Story {
  const random = createRandom(`conversation ${plan.index}`);
  const { customer, channelType } = chooseCustomer(cast, random, plan);
  const story = castStory(cast, { ...plan, channelType }, customer);
  const steps = episodes(random, { ...plan, channelType }, customer, cast.taxonomy).flatMap((episode) =>
    episodeSteps(random, episode),
  );
  for (const { step, at } of schedule(steps, endOf(plan, cast.now))) step.play(story, at);
  if (plan.isRead) story.read();
  cast.met.push({ customer, story, isNamed: story.cast.clientName === customer.name });
  return story;
}

function chooseCustomer(cast: DemoCast, random: Random, plan: ConversationPlan) {
  const known = cast.met[plan.index - SECOND_CHANNEL_EVERY];
  if (plan.index % SECOND_CHANNEL_EVERY === 0 && known?.isNamed === true && plan.twist === null) {
    const channelType = known.story.cast.channel.type === 'twilio_sms' ? 'twilio_whatsapp' : 'twilio_sms';
    const hasBoth = cast.met.some((other) => other !== known && other.customer === known.customer);
    if (!hasBoth) return { customer: known.customer, channelType } as const;
  }
  return { customer: inventCustomer(random, plan.locale, cast.taken), channelType: plan.channelType };
}

function castStory(
  { companyId, assetSizes, connections }: DemoCast,
  plan: ConversationPlan,
  customer: Customer,
): Story {
  const connection = connections.find(({ channel }) => channel.type === plan.channelType);
  if (connection === undefined) throw new Error(`no connection of type ${plan.channelType}`);
  const adapter = channelAdapters[plan.channelType];
  const isSms = plan.channelType === 'twilio_sms';
  const phone = canonicalPhone(customer.phone) ?? customer.phone;
  const address = adapter.addressOf(isSms ? phone : customer.phone);
  // SMS brings no name: until a member has spoken with the customer, there is only the number.
  const isUnknown = isSms && plan.ending === 'unanswered' && plan.earlierEpisodes === 0;
  return new Story({
    companyId,
    conversationId: identityIdOf(connection.routeId, adapter.externalIdOf(address)),
    clientId: clientIdOf(customer),
    clientName: isUnknown ? phone : customer.name,
    address,
    fromName: isSms ? null : customer.name,
    channelId: connection.channelId,
    channel: connection.channel,
    routeId: connection.routeId,
    assetSizes,
  });
}

/** The closed episodes before, then the one that the plan is about. */
function episodes(
  random: Random,
  plan: ConversationPlan,
  customer: Customer,
  taxonomy: Taxonomy,
): EpisodePlan[] {
  const phrasebook = PHRASEBOOKS[customer.locale];
  const told = new Set<string>();
  const result: EpisodePlan[] = [];
  for (let number = 0; number <= plan.earlierEpisodes; number += 1) {
    const isLast = number === plan.earlierEpisodes;
    const ending = isLast ? plan.ending : 'closed';
    const { channelType } = plan;
    const dialogue = chooseDialogue(random, phrasebook, { channelType, ending, avoid: told });
    told.add(dialogue.topic);
    const previous = result.at(-1);
    // Who comes back at once continues the same ticket, with the member who closed it.
    const isSoon = previous?.holder === plan.holder && ending !== 'unanswered' && random.chance(0.4);
    const holder = isSoon || isLast || random.chance(0.5) ? plan.holder : random.pick(AGENTS);
    const pauseMs = isSoon ? random.between(40, 150) * MINUTE_MS : random.between(OPEN_MS, OPEN_MS * 5);
    result.push({
      dialogue,
      phrasebook,
      ending,
      holder,
      customerName: customer.firstName,
      channelType,
      taxonomy,
      pauseMs: previous === undefined ? null : pauseMs,
      ...(isLast ? twistOf(plan) : {}),
    });
  }
  return result;
}

function twistOf({ twist }: ConversationPlan): Pick<EpisodePlan, 'last' | 'farewell'> {
  switch (twist) {
    // Sent two minutes before 24 hours are over: too late by the provider's clock.
    case 'window-failed':
      return { last: { fate: failedWith('63016'), gapMs: OPEN_MS - 2 * MINUTE_MS } };
    case 'outcome-unknown':
      return { last: { fate: unknownFate(), gapMs: null } };
    case 'opted-out':
      return { farewell: { kind: 'text', text: 'STOP', assets: [], quotes: false, optOut: 'stop' } };
    case null:
      return {};
  }
}

/** When each step happens, counted back from the end. */
function schedule(steps: Step[], endAt: number): { step: Step; at: number }[] {
  let at = endAt;
  const reversed = steps.toReversed().map((step) => {
    const entry = { step, at };
    // Whoever writes at night types on without waiting for the shop to open.
    at = isOpen(at) || step.gapMs > 30 * MINUTE_MS ? openTimeBefore(at, step.gapMs) : at - step.gapMs;
    return entry;
  });
  return reversed.toReversed();
}

function endOf({ isFresh, endedAgoMs }: ConversationPlan, now: number): number {
  return isFresh ? now - endedAgoMs : openTimeBefore(now, endedAgoMs);
}
