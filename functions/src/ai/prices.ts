import type { AiProviderId } from '#contracts/automation.ts';

/**
 * US dollars for a million tokens in and out, which is millionths of a dollar for one. Standard prices of short requests:
 * introductory ones, cached input and batches cost less than this says.
 * https://ai.google.dev/gemini-api/docs/pricing, https://developers.openai.com/api/docs/pricing
 */
const PRICES: Record<AiProviderId, Record<string, { input: number; output: number }>> = {
  gemini: {
    'gemini-3.8-flash': { input: 1.5, output: 7.5 },
    'gemini-3.6-flash': { input: 1.5, output: 7.5 },
    'gemini-3.5-flash': { input: 1.5, output: 9 },
    'gemini-3.5-flash-lite': { input: 0.3, output: 2.5 },
    'gemini-3.1-pro-preview': { input: 2, output: 12 },
  },
  openai: {
    'gpt-6-sol': { input: 2, output: 10 },
    'gpt-6-luna': { input: 0.1, output: 0.5 },
    'gpt-5.4-mini': { input: 0.75, output: 4.5 },
    'gpt-5.4-nano': { input: 0.2, output: 1.25 },
    'gpt-4.1-mini': { input: 0.4, output: 1.6 },
  },
};
/** A dated name is the same model at the same price. */
const DATE = /-\d{4}-\d{2}-\d{2}$/;

/** What tokens cost, in millionths of a US dollar, whole ones; 0 for models whose price we do not know. */
export function costMicros(
  provider: AiProviderId,
  model: string,
  inputTokens: number,
  outputTokens: number,
): number {
  const prices = PRICES[provider];
  const name = model.replace(DATE, '');
  const price = Object.hasOwn(prices, name) ? prices[name] : undefined;
  if (price === undefined) return 0;
  return Math.ceil(inputTokens * price.input + outputTokens * price.output);
}
