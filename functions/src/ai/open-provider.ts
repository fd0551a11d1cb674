import type { AiProviderId } from '#contracts/automation.ts';
import { readSecret, UnreadableSecretError } from '../connections/secret-store.ts';
import { geminiApiBaseUrl, openaiApiBaseUrl } from '../platform/config.ts';
import { log } from '../platform/log.ts';
import { createGemini } from './gemini.ts';
import { createOpenai } from './openai.ts';
import type { AiProvider } from './provider.ts';

const PROVIDERS: Record<AiProviderId, (apiKey: string) => AiProvider> = {
  gemini: (apiKey) => createGemini(apiKey, geminiApiBaseUrl()),
  openai: (apiKey) => createOpenai(apiKey, openaiApiBaseUrl()),
};

/** Where a company's key for a provider lies among its secrets. */
export function keySecretId(provider: AiProviderId): string {
  return `ai-${provider}`;
}

/**
 * A provider with a company's own key, or null where there is none that can be read. Costs two reads at most once a minute.
 * @param options.fresh reads the key again even so: it may have been changed a moment ago
 */
export async function openAiProvider(
  companyId: string,
  provider: AiProviderId,
  options: { fresh?: boolean } = {},
): Promise<AiProvider | null> {
  try {
    return PROVIDERS[provider](await readSecret(companyId, keySecretId(provider), options));
  } catch (error) {
    if (!(error instanceof UnreadableSecretError)) throw error;
    log.warn('no ai key', { companyId, provider });
    return null;
  }
}
