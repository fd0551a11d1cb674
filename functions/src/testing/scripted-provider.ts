import type { AiProvider, CompletionRequest, CompletionResult } from '../ai/provider.ts';

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
