import { AI_MODELS } from '#contracts/ai-models.ts';
import type { AssistantType, AutomationMode } from '#contracts/automation.ts';
import { assistantSettingsSchema, type AssistantSettings } from '#contracts/callables/automation.ts';
import type { Assistant } from '#contracts/collections/assistant.ts';
import type { AiSettings, Automation } from '#contracts/collections/automation.ts';
import type { BotDefinition } from '#contracts/collections/bot.ts';
import type { Channel } from '#contracts/collections/channel.ts';
import type { Stored } from '../../platform/documents.ts';

/** Who holds a conversation that no person holds. */
export type Handler = 'bot' | 'ai';

/** The handler that a mode's assistants write as; null while nothing answers. */
export function handlerOf(mode: AutomationMode): Handler | null {
  return mode === 'off' ? null : mode === 'ai' ? 'ai' : 'bot';
}

/** What can be saved of an assistant, as it stands. */
export function toSettings(assistant: Assistant): AssistantSettings {
  const { name, description, calendarId } = assistant;
  const common = { name, description, calendarId };
  return assistant.type === 'ai'
    ? { ...common, type: 'ai', ai: assistant.ai }
    : { ...common, type: 'chatbot', bot: assistant.bot };
}

/** An AI agent that says nothing yet: careful, with every way to a person open. */
export function freshAi(name: string, systemPrompt: string): AssistantSettings {
  return {
    type: 'ai',
    name,
    description: '',
    calendarId: null,
    ai: {
      provider: 'gemini',
      model: AI_MODELS.gemini[0]?.id ?? '',
      systemPrompt,
      temperature: 0.7,
      maxOutputTokens: 500,
      languages: [],
      examples: [],
      refusedTopics: [],
      handOver: {
        keywords: [],
        failedTurns: 2,
        onNoAnswer: true,
        onAnger: true,
        message: '',
        queueId: null,
      },
      draftOnly: false,
    },
  };
}

export function freshBot(name: string, bot: BotDefinition): AssistantSettings {
  return { type: 'chatbot', name, description: '', calendarId: null, bot };
}

interface CheckedSettings {
  /** As the server keeps them: without examples that say nothing. */
  settings: AssistantSettings;
  /** Paths of fields that cannot be saved as they are, such as `ai.model`: what the server would refuse too. */
  problems: string[];
}

/** What is to be saved, and what stands in the way. */
export function checkSettings(settings: AssistantSettings): CheckedSettings {
  const parsed = assistantSettingsSchema.safeParse(settings);
  return parsed.success
    ? { settings: parsed.data, problems: [] }
    : { settings, problems: parsed.error.issues.map(({ path }) => path.map(String).join('.')) };
}

/** The tabs of an assistant's page, in their order. */
export type EditorTab = 'settings' | 'answers' | 'knowledge' | 'bot' | 'try';

export function tabsOf(type: AssistantType): readonly EditorTab[] {
  return type === 'ai' ? ['settings', 'answers', 'knowledge', 'try'] : ['settings', 'bot', 'try'];
}

/** The tab on which a field stands. */
export function tabOfField(field: string): EditorTab {
  return field.startsWith('ai.') ? 'answers' : field.startsWith('bot.') ? 'bot' : 'settings';
}

/** Channels on which an assistant is chosen, whether or not its mode is on. */
export function channelsOf(
  assistantId: string,
  automation: Pick<Automation, 'channels'>,
  channels: readonly Stored<Channel>[],
): Stored<Channel>[] {
  return channels.filter(({ id }) => {
    const chosen = automation.channels[id];
    return chosen?.ai === assistantId || chosen?.chatbot === assistantId;
  });
}

/** Why nothing answers on a channel although the mode is on; null where something does. */
type ChannelProblem = 'none' | 'inactive' | 'key-missing';

export function findChannelProblem(
  channelId: string,
  automation: Automation,
  about: { assistants: readonly Stored<Assistant>[]; keys: AiSettings['keys'] },
): ChannelProblem | null {
  const { mode } = automation;
  if (mode === 'off') return null;
  const id = automation.channels[channelId]?.[mode] ?? null;
  const assistant = about.assistants.find((candidate) => candidate.id === id);
  if (assistant === undefined) return 'none';
  if (assistant.status === 'inactive') return 'inactive';
  return assistant.type === 'ai' && about.keys[assistant.ai.provider] === null ? 'key-missing' : null;
}

/** Channels on which something answers now. */
export function answeringChannels(
  automation: Automation,
  channels: readonly Stored<Channel>[],
): Stored<Channel>[] {
  const { mode } = automation;
  if (mode === 'off') return [];
  return channels.filter(({ id }) => (automation.channels[id]?.[mode] ?? null) !== null);
}

/** Finds assistants whose name or description holds what was typed, ignoring case and accents. */
export function searchAssistants(
  assistants: readonly Stored<Assistant>[],
  text: string,
  areArchivedShown: boolean,
): Stored<Assistant>[] {
  const wanted = plain(text.trim());
  return assistants.filter(
    ({ name, description, archived }) =>
      archived === areArchivedShown && plain(`${name} ${description}`).includes(wanted),
  );
}

function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

const UNKNOWN_KEY = { lastFour: '', setBy: '', setAt: 0 };

/** Stands for the keys until they have arrived, so that nothing is warned of too early. */
export const NO_KEYS_KNOWN: AiSettings['keys'] = { gemini: UNKNOWN_KEY, openai: UNKNOWN_KEY };

/** A name for a copy that nothing has yet: `Copy of Sales`, then `Copy of Sales 2`. */
export function copyName(name: string, taken: readonly string[], copyOf: (name: string) => string): string {
  const first = copyOf(name);
  let candidate = first;
  for (let count = 2; taken.includes(candidate); count += 1) candidate = `${first} ${count}`;
  return candidate;
}

/** Languages to choose from for answers; a document may hold others. */
export const ANSWER_LANGUAGES = [
  'en',
  'es',
  'pt-BR',
  'fr',
  'de',
  'it',
  'nl',
  'pl',
  'ro',
  'ru',
  'uk',
  'tr',
  'ar',
  'he',
  'hi',
  'zh',
  'ja',
  'ko',
  'id',
  'vi',
] as const;

/** How freely a model chooses its words, as a word. */
export function temperatureWord(temperature: number): 'strict' | 'balanced' | 'inventive' | 'erratic' {
  if (temperature <= 0.3) return 'strict';
  if (temperature <= 0.8) return 'balanced';
  return temperature <= 1.3 ? 'inventive' : 'erratic';
}

/** What a person typed or pasted as a host: without scheme, path, `www.` and capitals, other letters as links hold them. */
export function toHost(typed: string): string {
  const host = typed
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[/?#:].*$/, '')
    .replace(/^www\./, '');
  return /\P{ASCII}/u.test(host) && URL.canParse(`https://${host}`)
    ? new URL(`https://${host}`).hostname
    : host;
}

/** Whether a host can be saved; the contract holds the same pattern. */
export function isHost(host: string): boolean {
  return host.length <= 253 && /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(host);
}

/** Names of the assistants that answer somewhere now, each once. */
export function liveAssistants({ mode, channels, assistants }: Automation): string[] {
  if (mode === 'off') return [];
  const ids = new Set(Object.values(channels).flatMap((chosen) => chosen[mode] ?? []));
  return [...ids].flatMap((id) => {
    const assistant = assistants[id];
    return assistant === undefined || assistant.status === 'inactive' ? [] : [assistant.name];
  });
}

/** Whether an assistant is switched on: while it is trained, whether it was before. */
export function isSwitchedOn({ status, training }: Pick<Assistant, 'status' | 'training'>): boolean {
  return (status === 'training' ? (training?.statusBefore ?? 'inactive') : status) === 'active';
}
