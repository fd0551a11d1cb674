import { CAPABILITIES } from '#contracts/channels.ts';
import type { Attachment, Line } from '../dialogues/dialogue.ts';
import { ASSETS, type AssetName } from './assets.ts';
import { recentFate, usualFate } from './fate.ts';
import { fillSlots } from './fill-slots.ts';
import type { Random } from './random.ts';
import { MINUTE_MS, SECOND_MS, type Scene, type Step } from './scene.ts';
import { OPEN_MS } from './shop-clock.ts';
import type { InboundContent, OutboundContent } from './story.ts';

interface Position {
  previous: Line | undefined;
  isFirstAnswer?: boolean;
  isLast?: boolean;
  /** Comes before the text, in the same message. */
  greeting?: string;
}

/** A line of the dialogue as it is said this time. */
export function spoken(scene: Scene, line: Line, position: Position): Step {
  const { random, holder } = scene;
  const text = fillSlots(random.pick(line.texts), scene.slots);
  const isEnd = position.isLast === true && line.by === 'agent';
  const gapMs = (isEnd ? scene.plan.last?.gapMs : null) ?? gapBefore(random, line, position);
  if (line.by === 'note') return { gapMs, play: (story, at) => story.memberNotes(at, holder.uid, text) };
  if (line.by === 'agent') {
    const content = outboundContent(scene, line, text, position.isLast === true);
    return { gapMs, play: (story, at) => story.memberWrites(at, holder.uid, content) };
  }
  const greeted = position.greeting === undefined ? text : `${position.greeting}\n${text}`;
  const content = inboundContent(scene, line, greeted);
  return { gapMs, play: (story, at) => story.customerWrites(at, content) };
}

/** A plain text of the customer. */
export function says(scene: Scene, text: string, gapMs: number): Step {
  const filled = fillSlots(text, scene.slots);
  return {
    gapMs: gapMs + scene.random.between(0, 59) * SECOND_MS + scene.random.between(1, 999),
    play: (story, at) => story.customerWrites(at, { kind: 'text', text: filled, assets: [], quotes: false }),
  };
}

/** People type two messages in a row within a minute, answer within minutes, and now and then much later. */
function gapBefore(random: Random, line: Line, { previous, isFirstAnswer }: Position): number {
  const jitterMs = random.between(1, 999);
  // A member answers within the service window: less than a day of opening time is less than 24 hours.
  if (line.later) return random.between(OPEN_MS * 0.4, OPEN_MS * (line.by === 'agent' ? 0.8 : 2)) + jitterMs;
  if (previous === undefined) return random.between(5, 25) * SECOND_MS + jitterMs;
  if (isFirstAnswer === true) return random.between(10, 90) * SECOND_MS + jitterMs;
  if (previous.by === line.by || line.by === 'note') return random.between(8, 70) * SECOND_MS + jitterMs;
  const isSlow = random.chance(0.12);
  return random.between(30, 480) * SECOND_MS + (isSlow ? random.between(15, 80) * MINUTE_MS : 0) + jitterMs;
}

function outboundContent(scene: Scene, line: Line, text: string, isLast: boolean): OutboundContent {
  const { random, plan } = scene;
  const isRecent = isLast && plan.ending === 'member-last';
  const fate = isRecent
    ? (plan.last?.fate ?? recentFate(random, plan.channelType))
    : usualFate(random, plan.channelType);
  return { text, assets: filesOf(scene, line.attachments), quotes: line.quotes, fate };
}

function inboundContent(scene: Scene, line: Line, text: string): InboundContent {
  const assets = filesOf(scene, line.attachments);
  const content: InboundContent = {
    kind: assets[0] === undefined ? 'text' : ASSETS[assets[0]].kind,
    text,
    assets,
    quotes: line.quotes,
    ...(line.forwarded ? { forwarded: true } : {}),
    ...(line.referral ? { referral: line.referral } : {}),
  };
  const [first] = line.attachments;
  if (first === undefined || first.type === 'file') return content;
  return { ...content, ...withoutFile(first, text) };
}

function withoutFile(
  attachment: Exclude<Attachment, { type: 'file' }>,
  text: string,
): Partial<InboundContent> {
  switch (attachment.type) {
    case 'location':
      return { kind: 'location', location: attachment.location };
    case 'contacts':
      return { kind: 'contacts', contacts: [attachment.card] };
    case 'choice':
      return {
        kind: 'interactive_reply',
        interactive: { type: attachment.from, id: attachment.id, title: text },
      };
    case 'unsupported':
      return { kind: 'unsupported', raw: { MessageType: attachment.messageType, NumMedia: '0' } };
  }
}

/** As many files as one message of the channel carries. */
function filesOf({ plan }: Scene, attachments: readonly Attachment[]): AssetName[] {
  const files = attachments.flatMap((attachment) => (attachment.type === 'file' ? [attachment.asset] : []));
  return files.slice(0, CAPABILITIES[plan.channelType].mediaPerMessage);
}
