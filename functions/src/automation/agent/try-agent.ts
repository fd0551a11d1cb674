import type { CallableOutput } from '#contracts/callables/index.ts';
import type { AiAgent } from '#contracts/collections/assistant.ts';
import type { Locale } from '#contracts/locales.ts';
import type { Reason } from '#contracts/errors.ts';
import type { AiFailure } from '../../ai/provider.ts';
import { Refusal } from '../../platform/refusal.ts';
import { decideReply } from './decide-reply.ts';
import { questionOf, type AgentInput, type AgentResult } from './run-agent.ts';

/**
 * What the person who tries an agent is shown.
 * @throws Refusal `key-missing`, `key-refused` or `ai-unavailable` where a customer would have been handed over for it
 */
export function showTrial(
  result: AgentResult,
  { agent, dialogue, locale }: Pick<AgentInput, 'agent' | 'dialogue'> & { agent: AiAgent; locale: Locale },
): CallableOutput<'tryAssistant'> {
  if (result.outcome === 'no-key') throw new Refusal('key-missing');
  if (result.outcome === 'failed') throw new Refusal(REFUSALS[result.failure]);
  const { parts, next } = decideReply(result, {
    agent: { ...agent, draftOnly: false },
    failedTurns: 0,
    question: questionOf(dialogue),
    locale,
  });
  const { inputTokens, outputTokens, latencyMs } = result.usage;
  return {
    text: parts.map(({ text }) => text).join('\n\n'),
    handOver: next.type === 'hand-over' ? next.reason : null,
    sources: result.outcome === 'answered' ? result.sources : [],
    inputTokens,
    outputTokens,
    latencyMs,
  };
}

const REFUSALS: Record<AiFailure, Reason> = {
  'rate-limited': 'ai-unavailable',
  'timed-out': 'ai-unavailable',
  unavailable: 'ai-unavailable',
  malformed: 'ai-unavailable',
  'key-refused': 'key-refused',
  'request-refused': 'key-refused',
};
