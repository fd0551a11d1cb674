import type { AssistantType } from '#contracts/automation.ts';
import type { AiAgent, Assistant } from '#contracts/collections/assistant.ts';
import type { BotDefinition } from '#contracts/collections/bot.ts';

/** What differs from an ordinary agent. */
export interface AgentChange extends Partial<Omit<AiAgent, 'handOver'>> {
  handOver?: Partial<AiAgent['handOver']>;
}

/** How an AI agent is set up; a case states what matters to it. */
export function aiAgent({ handOver, ...change }: AgentChange = {}): AiAgent {
  return {
    provider: 'gemini',
    model: 'gemini-2.5-flash',
    systemPrompt: 'You help.',
    temperature: 0.3,
    maxOutputTokens: 500,
    languages: [],
    examples: [],
    refusedTopics: [],
    handOver: {
      keywords: [],
      failedTurns: 3,
      onNoAnswer: true,
      onAnger: true,
      message: '',
      queueId: null,
      ...handOver,
    },
    draftOnly: false,
    ...change,
  };
}

/** A rule bot that greets and hands over. */
export function greetingBot(change: Partial<BotDefinition> = {}): BotDefinition {
  return {
    start: 'hello',
    steps: {
      hello: { type: 'say', text: 'Hello!', media: null, next: 'people' },
      people: { type: 'handOver', text: 'One moment.', queueId: null },
    },
    rules: [],
    fallbackText: 'Sorry?',
    ...change,
  };
}

type AssistantOf<Type extends AssistantType> = Extract<Assistant, { type: Type }>;

/** An active assistant; a case states what matters to it. */
export function assistant<Type extends AssistantType>(
  type: Type,
  change: Partial<AssistantOf<Type>> = {},
): AssistantOf<Type> {
  const common = {
    name: `${type} one`,
    description: '',
    status: 'active',
    archived: false,
    calendarId: null,
    promptVersion: 1,
    createdAt: 1,
    updatedAt: 1,
    updatedBy: 'test',
  };
  const settings = type === 'ai' ? { ai: aiAgent() } : { bot: greetingBot() };
  return { ...common, ...settings, ...change, type } as AssistantOf<Type>; // the settings are those of its type
}
