import type { AiAgent, Assistant } from '#contracts/collections/assistant.ts';
import type { Company } from '#contracts/collections/company.ts';
import type { AiProvider, CompletionRequest, CompletionResult } from '../ai/provider.ts';

/** How an AI agent speaks; a case states what matters to it. */
export function aiAgent(change: Partial<AiAgent> = {}): AiAgent {
  return {
    provider: 'gemini',
    model: 'gemini-test',
    systemPrompt: 'Be kind.',
    temperature: 0.7,
    maxOutputTokens: 500,
    languages: [],
    examples: [],
    refusedTopics: [],
    handOver: {
      keywords: [],
      failedTurns: 3,
      onNoAnswer: false,
      onAnger: true,
      message: '',
      queueId: null,
    },
    draftOnly: false,
    ...change,
  };
}

export function aiAssistant(change: Partial<AiAgent> = {}): Extract<Assistant, { type: 'ai' }> {
  return {
    type: 'ai',
    ai: aiAgent(change),
    name: 'Lola',
    description: '',
    status: 'active',
    archived: false,
    calendarId: null,
    promptVersion: 1,
    createdAt: 0,
    updatedAt: 0,
    updatedBy: 'admin',
  };
}

export function aiCompany(change: Partial<Company> = {}): Company {
  return {
    name: 'Zapatos',
    locale: 'en',
    timeZone: 'America/Mexico_City',
    status: 'active',
    country: 'MX',
    createdAt: 0,
    ...change,
  };
}

/** An answer of the model, with its tokens. */
export function answered(json: unknown, inputTokens = 100, outputTokens = 10): CompletionResult {
  return { outcome: 'answered', json, inputTokens, outputTokens };
}

export interface ScriptedProvider extends AiProvider {
  /** What it was asked, in order. */
  requests: CompletionRequest[];
}

/** A provider that answers as it is told: the n-th result to the n-th question, the last one ever after. */
export function scriptedProvider(...results: CompletionResult[]): ScriptedProvider {
  const requests: CompletionRequest[] = [];
  return {
    id: 'gemini',
    requests,
    complete: (request) => {
      requests.push(request);
      const result = results[requests.length - 1] ?? results.at(-1);
      if (result === undefined) throw new Error('nothing to answer');
      return Promise.resolve(result);
    },
    embed: () => Promise.reject(new Error('nobody embeds here')),
    checkKey: () => Promise.resolve({ outcome: 'accepted' }),
    accepts: (mimeType) => mimeType === 'image/png',
    costMicros: (_model, inputTokens, outputTokens) => inputTokens + outputTokens * 4,
  };
}
