import type { BotDefinition } from '#contracts/collections/bot.ts';
import { Refusal } from '../platform/refusal.ts';

/** @throws Refusal `bot-invalid` whose field is the step at fault and whose value `problem` says why (`variable`: the unknown one) */
export async function requireBot(definition: BotDefinition): Promise<void> {
  // With its engine for patterns, which most cold starts do without.
  const { checkBot } = await import('#contracts/bot/check-bot.ts');
  const fault = checkBot(definition);
  if (fault === null) return;
  const { stepId, problem, variable } = fault;
  const values = { problem, ...(variable === undefined ? {} : { variable }) };
  throw new Refusal('bot-invalid', { field: stepId, values });
}
