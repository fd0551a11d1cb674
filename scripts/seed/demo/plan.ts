import type { ChannelType } from '#contracts/channels.ts';
import { LOCALES, type Locale } from '#contracts/locales.ts';
import { english } from '../dialogues/en.ts';
import { spanish } from '../dialogues/es.ts';
import { portuguese } from '../dialogues/pt-br.ts';
import type { Dialogue, Phrasebook } from '../dialogues/dialogue.ts';
import { ADMIN, AGENT, AGENTS, SUPERVISOR, type Person } from './company.ts';
import type { Random } from './random.ts';
import { MINUTE_MS, type Ending } from './scene.ts';
import { OPEN_MS } from './shop-clock.ts';

export const PHRASEBOOKS: Record<Locale, Phrasebook> = { en: english, es: spanish, 'pt-BR': portuguese };

/** What makes a conversation one that people want to see in a demo. */
export type Twist = 'window-failed' | 'outcome-unknown' | 'opted-out' | null;

/** What a conversation is to be in the end. */
export interface ConversationPlan {
  index: number;
  locale: Locale;
  channelType: ChannelType;
  ending: Ending;
  holder: Person;
  isRead: boolean;
  twist: Twist;
  /** Opening time between the last thing that happened and now. `isFresh`: real time, even at night. */
  endedAgoMs: number;
  isFresh: boolean;
  /** Closed episodes before the last one. */
  earlierEpisodes: number;
}

const COUNTS = { waiting: 35, closed: 244 };
/** Of those that wait, how many somebody had taken and put back. */
const RETURNED_EVERY = 5;
/** The newest of those that wait arrived a minute ago, each older one a fifth earlier. */
const WAITING_AGES = { newestMs: 1.2 * MINUTE_MS, factor: 1.21 };
const FRESH_MS = 45 * MINUTE_MS;
const OLDEST_DAYS = 23;

type OpenRow = Partial<Pick<ConversationPlan, 'isRead' | 'twist' | 'channelType'>> & {
  ending: Ending;
  agoMs?: number;
};

const DAYS_MS = (days: number): number => days * OPEN_MS;

/** What the agent of the demo account finds: unread ones first, then everything that needs care. */
const ROWS_OF_AGENT: OpenRow[] = [
  { ending: 'customer-last', isRead: false, agoMs: 3 * MINUTE_MS },
  { ending: 'customer-last', isRead: false, agoMs: 11 * MINUTE_MS },
  { ending: 'customer-last', isRead: false, agoMs: 26 * MINUTE_MS, channelType: 'twilio_sms' },
  { ending: 'customer-last', isRead: false, agoMs: 95 * MINUTE_MS },
  { ending: 'customer-last', agoMs: 18 * MINUTE_MS },
  { ending: 'customer-last', agoMs: DAYS_MS(1.3), channelType: 'twilio_whatsapp' },
  { ending: 'member-last', agoMs: 7 * MINUTE_MS },
  { ending: 'member-last', agoMs: 42 * MINUTE_MS },
  { ending: 'member-last', agoMs: 3 * 60 * MINUTE_MS },
  { ending: 'member-last', twist: 'window-failed', agoMs: 70 * MINUTE_MS, channelType: 'twilio_whatsapp' },
  { ending: 'member-last', twist: 'outcome-unknown', agoMs: 55 * MINUTE_MS },
  { ending: 'customer-last', twist: 'opted-out', agoMs: 5 * 60 * MINUTE_MS, channelType: 'twilio_sms' },
];

const ROWS_OF_OTHERS: OpenRow[] = [
  { ending: 'member-last' },
  { ending: 'customer-last', isRead: false },
  { ending: 'member-last' },
  { ending: 'customer-last' },
  { ending: 'member-last' },
  { ending: 'customer-last', agoMs: DAYS_MS(1.6), channelType: 'twilio_whatsapp' },
  { ending: 'customer-last', isRead: false },
  { ending: 'member-last', twist: 'outcome-unknown' },
  { ending: 'member-last' },
];

/** Which conversations there are: those that wait, the open ones of each member, and what is done. */
export function planConversations(random: Random): ConversationPlan[] {
  const plans: Omit<ConversationPlan, 'index' | 'locale'>[] = [];
  for (let row = 0; row < COUNTS.waiting; row += 1) plans.push(planWaiting(random, row));
  const shares: [Person, OpenRow[]][] = [
    [AGENT, ROWS_OF_AGENT],
    [SUPERVISOR, ROWS_OF_OTHERS.slice(0, 4)],
    [ADMIN, ROWS_OF_OTHERS.slice(1, 4)],
    ...AGENTS.filter(({ uid }) => uid !== AGENT.uid).map((agent): [Person, OpenRow[]] => [
      agent,
      ROWS_OF_OTHERS,
    ]),
  ];
  for (const [holder, rows] of shares) for (const row of rows) plans.push(planOpen(random, holder, row));
  for (let row = 0; row < COUNTS.closed; row += 1) plans.push(planClosed(random, row));
  return plans.map((plan, index) => ({ ...plan, index, locale: LOCALES[index % LOCALES.length] ?? 'en' }));
}

function planWaiting(random: Random, row: number): Omit<ConversationPlan, 'index' | 'locale'> {
  const endedAgoMs = Math.round(WAITING_AGES.newestMs * WAITING_AGES.factor ** row);
  return {
    channelType: someChannel(random),
    ending: row % RETURNED_EVERY === RETURNED_EVERY - 1 ? 'returned' : 'unanswered',
    holder: random.pick(AGENTS),
    isRead: random.chance(0.15),
    twist: null,
    endedAgoMs,
    isFresh: endedAgoMs < FRESH_MS,
    earlierEpisodes: random.chance(0.35) ? 1 : 0,
  };
}

function planOpen(random: Random, holder: Person, row: OpenRow): Omit<ConversationPlan, 'index' | 'locale'> {
  const hours = random.pick([0.1, 0.2, 0.4, 0.7, 1, 2, 3, 5, 7]);
  return {
    channelType: row.channelType ?? someChannel(random),
    ending: row.ending,
    holder,
    isRead: row.isRead ?? true,
    twist: row.twist ?? null,
    endedAgoMs: row.agoMs ?? hours * 60 * MINUTE_MS + random.between(0, 20 * MINUTE_MS),
    isFresh: false,
    earlierEpisodes: random.chance(0.25) ? 1 : 0,
  };
}

function planClosed(random: Random, row: number): Omit<ConversationPlan, 'index' | 'locale'> {
  const earlierEpisodes = random.pick([0, 0, 0, 0, 0, 0, 0, 1, 1, 2]);
  const days = OLDEST_DAYS - earlierEpisodes * 8;
  const isOptOut = row % 60 === 7;
  return {
    channelType: isOptOut ? 'twilio_sms' : someChannel(random),
    ending: 'closed',
    holder: random.chance(0.25) ? AGENT : random.pick([...AGENTS, SUPERVISOR]),
    isRead: true,
    twist: isOptOut ? 'opted-out' : null,
    endedAgoMs: random.between(40 * MINUTE_MS, DAYS_MS(days)),
    isFresh: false,
    earlierEpisodes,
  };
}

function someChannel(random: Random): ChannelType {
  return random.chance(0.7) ? 'twilio_whatsapp' : 'twilio_sms';
}

/** A dialogue that the channel can carry; the business can begin one on SMS only. */
export function chooseDialogue(
  random: Random,
  phrasebook: Phrasebook,
  wanted: { channelType: ChannelType; ending: Ending; avoid: Set<string> },
): Dialogue {
  const possible = phrasebook.dialogues.filter(
    (dialogue) =>
      (wanted.channelType === 'twilio_whatsapp'
        ? dialogue.lines[0]?.by === 'customer'
        : isForSms(dialogue)) &&
      (wanted.ending !== 'unanswered' || dialogue.lines[0]?.by === 'customer'),
  );
  const unused = possible.filter(({ topic }) => !wanted.avoid.has(topic));
  return random.pick(unused.length > 0 ? unused : possible);
}

/** Phones send texts and pictures by SMS and MMS; the rest is WhatsApp's. */
function isForSms({ lines }: Dialogue): boolean {
  return lines.every(
    ({ attachments, forwarded, referral }) =>
      !forwarded &&
      referral === null &&
      attachments.every(
        (attachment) => attachment.type === 'file' && !['sticker', 'voice'].includes(attachment.asset),
      ),
  );
}
