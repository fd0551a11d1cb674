import type { HandOverReason } from '#contracts/automation.ts';
import type { RenderedSaying } from '#contracts/bot/render-menu.ts';
import type { BotSaying, BotTurn } from '#contracts/bot/step-bot.ts';
import { builtInVariables } from '#contracts/bot/variables.ts';
import { CAPABILITIES, type ChannelCapabilities, type ChannelType } from '#contracts/channels.ts';
import type { BotDefinition } from '#contracts/collections/bot.ts';
import type { Media, Message } from '#contracts/collections/message.ts';
import { readPhone } from '../platform/phone.ts';
import { NOTHING_USED } from './reply.ts';
import type { OutgoingPart, Reply, Responder, Turn } from './responder.ts';

/** What customers call a channel; names, the same in every language. */
const CHANNEL_NAMES: Record<ChannelType, string> = { twilio_whatsapp: 'WhatsApp', twilio_sms: 'SMS' };

const NOTE_CHARACTERS = 300;

/**
 * Answers by a rule bot: plays the newest message with the engine that the app's test pane plays with. Costs nothing and
 * asks nobody. Engine and RE2 are loaded with the first turn, so that webhooks start without them.
 */
export const botResponder: Responder = async (turn) => {
  const [{ stepBot }, { renderMenu }] = await Promise.all([
    import('#contracts/bot/step-bot.ts'),
    import('#contracts/bot/render-menu.ts'),
  ]);
  const { company, conversation } = turn;
  const played = stepBot(botOf(turn), turn.automation?.bot ?? null, inputOf(turn.message), {
    variables: builtInVariables({
      clientName: conversation.client.name,
      companyName: company.name,
      channelName: CHANNEL_NAMES[conversation.channelType],
      locale: company.locale,
      timeZone: company.timeZone,
      at: turn.at,
    }),
    isOpen: turn.hours.isOpen,
    country: company.country,
    readPhone: (typed) => readPhone(typed, company.country),
  });
  const capabilities: ChannelCapabilities = CAPABILITIES[conversation.channelType];
  return {
    parts: played.say.flatMap((saying) => partsOf(saying, renderMenu(saying, capabilities), capabilities)),
    next: nextOf(played),
    hasFailed: played.hasFailed,
    bot: played.state,
    clientFields: played.stored,
    isDraft: false,
    unanswered: null,
    usage: NOTHING_USED,
  };
};

function botOf({ assistant }: Turn): BotDefinition {
  if (assistant.type !== 'chatbot')
    throw new Error(`the rule bot was asked to play an assistant of type ${assistant.type}`);
  return assistant.bot;
}

/** What the customer did, as the engine takes it: a tapped button by its id, a file without words as an empty text. */
function inputOf({ text, interactive }: Message): { text: string; optionId: string | null } {
  if (interactive === undefined) return { text, optionId: null };
  return { text: interactive.title || text, optionId: interactive.id };
}

/** The messages of one thing that the bot says. A file goes along with the first of them. */
function partsOf(
  saying: BotSaying,
  rendered: RenderedSaying[],
  capabilities: ChannelCapabilities,
): OutgoingPart[] {
  const media = mediaOf(saying, capabilities);
  const [first = { text: '', buttons: [] }, ...rest] = rendered;
  // A file that the channel does not take is at least named, so that nobody waits for an answer.
  const text = first.text === '' && media.length === 0 ? (saying.media?.name ?? '') : first.text;
  return [{ ...partOf({ ...first, text }), media }, ...rest.map((part) => partOf(part))].filter(
    (part) => part.text !== '' || part.media.length > 0,
  );
}

function partOf({ text, buttons }: RenderedSaying): OutgoingPart {
  return { text, media: [], ...(buttons.length === 0 ? {} : { buttons }) };
}

function mediaOf({ media }: BotSaying, capabilities: ChannelCapabilities): Media[] {
  if (media === null || !capabilities.media || media.size > capabilities.mediaBytes) return [];
  const { kind, mimeType, name, size, path } = media;
  return [{ kind, mimeType, name, size, path, state: 'stored' }];
}

function nextOf(played: BotTurn): Reply['next'] {
  switch (played.next.type) {
    case 'wait':
      return { type: 'continue' };
    case 'end':
      return { type: 'end' };
    case 'hand-over':
      return {
        type: 'hand-over',
        reason: reasonOf(played),
        queueId: played.next.queueId,
        note: noteOf(played),
      };
  }
}

/** Why people go on: what the customer wrote fitted nothing, called for them, or led there step by step. */
function reasonOf({ hasFailed, rule }: BotTurn): HandOverReason {
  if (hasFailed) return 'failed-turns';
  return rule === null ? 'bot-rule' : 'keyword';
}

/** What the customer answered, so that nobody asks again. */
function noteOf({ state }: BotTurn): string {
  const answers = Object.entries(state.variables).map(([name, value]) => `${name}: ${value}`);
  return answers.join('; ').slice(0, NOTE_CHARACTERS);
}
