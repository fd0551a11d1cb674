import type { AiFailure, AiProvider, CompletionRequest, CompletionResult } from '../../ai/provider.ts';
import { now } from '../../platform/clock.ts';
import { CALL_MS, decideRepeat } from './decide-repeat.ts';
import { readOutput, type ModelOutput } from './read-output.ts';

export interface TokenCount {
  inputTokens: number;
  outputTokens: number;
}

/** What asking came to, with the tokens of every attempt. */
export type Asked = TokenCount &
  (
    | { outcome: 'answered'; output: ModelOutput }
    | { outcome: 'blocked' }
    | { outcome: 'failed'; failure: AiFailure }
  );

export interface AskOptions {
  /** When all has to be over, milliseconds since the epoch. */
  deadline: number;
  wait: (milliseconds: number) => Promise<void>;
  random: () => number;
}

/** Asks until there is an answer, it makes no sense to ask again, or the time is over. */
export async function askModel(
  provider: AiProvider,
  request: Omit<CompletionRequest, 'timeoutMs'>,
  { deadline, wait, random }: AskOptions,
): Promise<Asked> {
  const tokens: TokenCount = { inputTokens: 0, outputTokens: 0 };
  let blocked = 0;
  for (let attempts = 1; ; attempts += 1) {
    const timeoutMs = Math.max(1, Math.min(CALL_MS, deadline - now()));
    const result = await provider.complete({ ...request, timeoutMs });
    tokens.inputTokens += result.inputTokens;
    tokens.outputTokens += result.outputTokens;
    const output = result.outcome === 'answered' ? readOutput(result.json) : null;
    if (output !== null) return { outcome: 'answered', output, ...tokens };
    const { failure, retryAfterMs } = failureOf(result);
    if (failure === 'blocked') blocked += 1;
    const remainingMs = deadline - now();
    const waitMs = decideRepeat({ failure, retryAfterMs, attempts, blocked, remainingMs }, random());
    if (waitMs === null)
      return failure === 'blocked'
        ? { outcome: 'blocked', ...tokens }
        : { outcome: 'failed', failure, ...tokens };
    await wait(waitMs);
  }
}

function failureOf(result: CompletionResult): {
  failure: AiFailure | 'blocked';
  retryAfterMs: number | null;
} {
  if (result.outcome === 'failed') return result;
  return { failure: result.outcome === 'blocked' ? 'blocked' : 'malformed', retryAfterMs: null };
}
