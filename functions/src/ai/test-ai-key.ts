import type { Reason } from '#contracts/errors.ts';
import type { Call } from '../platform/callable.ts';
import { Refusal } from '../platform/refusal.ts';
import { openAiProvider } from './open-provider.ts';
import type { AiFailure } from './provider.ts';

const TIMEOUT_MS = 15_000;

/** A key that works but may not be used, for want of money or of a country, is the key's trouble to whoever set it. */
const REASONS: Record<AiFailure, Reason> = {
  'key-refused': 'key-refused',
  'request-refused': 'key-refused',
  'rate-limited': 'ai-unavailable',
  'timed-out': 'ai-unavailable',
  unavailable: 'ai-unavailable',
  malformed: 'ai-unavailable',
};

/**
 * Asks the provider whether the stored key works. Costs no tokens.
 * @throws Refusal `key-missing`, `key-refused`, `ai-unavailable`
 */
export async function testAiKey({ companyId, input }: Call<'testAiKey'>): Promise<Record<string, never>> {
  const provider = await openAiProvider(companyId, input.provider, { fresh: true });
  if (provider === null) throw new Refusal('key-missing');
  const result = await provider.checkKey(TIMEOUT_MS);
  if (result.outcome === 'failed') throw new Refusal(REASONS[result.failure]);
  return {};
}
