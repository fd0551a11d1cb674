import type { CallableInput, CallableOutput } from '#contracts/callables/index.ts';
import { assistantSchema, type Assistant } from '#contracts/collections/assistant.ts';
import { paths } from '#contracts/collections/paths.ts';
import { LIMITS } from '#contracts/limits.ts';
import { db } from '../platform/admin.ts';
import { defineCallable, type Call } from '../platform/callable.ts';
import { now } from '../platform/clock.ts';
import { findCompany } from '../platform/company.ts';
import { SECRETS } from '../platform/config.ts';
import { Refusal } from '../platform/refusal.ts';
import { factsOf } from './agent/create-ai-responder.ts';
import { dialogueOf, LINE_CHARACTERS, type Dialogue } from './agent/lines.ts';
import { runAgent, type AgentDeps } from './agent/run-agent.ts';
import { showTrial } from './agent/try-agent.ts';
import { agentDeps } from './ai-responder.ts';
import { isSpent } from './decide-budget.ts';
import { noteUsage, readUsage } from './usage-store.ts';

/** What the model is told of a conversation that is none. */
const CHANNEL = 'test';

export const tryAssistantCallables = {
  tryAssistant: defineCallable('tryAssistant', (call) => tryAssistant(agentDeps, call), {
    secrets: SECRETS.providers,
    timeoutSeconds: 120,
  }),
};

/**
 * One turn as a customer would get it, but no customer, no conversation and no run: only the day's usage is written, also
 * where the provider failed after it had used tokens.
 */
export async function tryAssistant(
  deps: AgentDeps,
  { companyId, input }: Pick<Call<'tryAssistant'>, 'companyId' | 'input'>,
): Promise<CallableOutput<'tryAssistant'>> {
  const at = now();
  const dialogue = dialogueFrom(input.turns);
  const company = await findCompany(companyId);
  const assistant = await readAssistant(companyId, input.assistantId);
  if (company === null || assistant?.type !== 'ai') throw new Refusal('not-found', { field: 'assistantId' });
  const [settings, day] = await Promise.all([
    deps.readSettings(companyId),
    readUsage(companyId, company, at),
  ]);
  if (isSpent(day.usage, settings.budget)) throw new Refusal('ai-budget-spent');
  const result = await runAgent(deps, {
    companyId,
    assistantId: input.assistantId,
    agent: assistant.ai,
    facts: factsOf(assistant, company, { channel: CHANNEL, at }),
    customer: { name: '', channel: CHANNEL, isOpen: null },
    customerAddress: '',
    dialogue,
    mediaFolder: null,
    allowedHosts: settings.allowedHosts,
    textCharacters: LIMITS.textCharacters,
  });
  const { inputTokens, outputTokens, costMicros } = result.usage;
  const tokens = inputTokens + outputTokens;
  await noteUsage(companyId, company, { tokens, answers: 0, costMicros });
  return showTrial(result, { agent: assistant.ai, dialogue, locale: company.locale });
}

async function readAssistant(companyId: string, assistantId: string): Promise<Assistant | null> {
  const snapshot = await db().doc(paths.assistant(companyId, assistantId)).get();
  return snapshot.exists ? assistantSchema.parse(snapshot.data()) : null;
}

/** @throws Refusal `invalid-input` where the customer is not the one who spoke last */
function dialogueFrom(turns: CallableInput<'tryAssistant'>['turns']): Dialogue {
  const lines = turns.map(({ from, text }) => ({ from, text: text.slice(0, LINE_CHARACTERS), media: [] }));
  const start = lines.findLastIndex(({ from }) => from === 'assistant') + 1;
  const waiting = lines.slice(start);
  if (waiting.every(({ text }) => text.trim() === '')) throw new Refusal('invalid-input', { field: 'turns' });
  return dialogueOf(lines.slice(0, start), waiting);
}
