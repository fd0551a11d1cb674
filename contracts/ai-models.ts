import type { AiProviderId } from './automation.ts';

/**
 * Models to choose from, the usual one first. Any other that the provider has may be named too: models live about a year,
 * and a company need not wait for a release.
 */
export const AI_MODELS: Record<AiProviderId, readonly { id: string; label: string }[]> = {
  gemini: [
    { id: 'gemini-3.5-flash-lite', label: 'Gemini 3.5 Flash-Lite' },
    { id: 'gemini-3.8-flash', label: 'Gemini 3.8 Flash' },
  ],
  openai: [
    { id: 'gpt-6-luna', label: 'GPT-6 Luna' },
    { id: 'gpt-5.4-mini', label: 'GPT-5.4 mini' },
  ],
};
