import type { HandOverReason } from '#contracts/automation.ts';
import type { AiAgent } from '#contracts/collections/assistant.ts';
import type { Locale } from '#contracts/locales.ts';
import type { AiFailure } from '../../ai/provider.ts';
import type { Reply } from '../responder.ts';
import { TROUBLES, type Trouble } from './notes.ts';
import type { AgentResult } from './run-agent.ts';

const QUESTION_CHARACTERS = 500;

export interface ReplyFacts {
  agent: AiAgent;
  /** Turns in a row without an answer, before this one. */
  failedTurns: number;
  question: string;
  /** The language of the company's people. */
  locale: Locale;
}

type Decided = Pick<Reply, 'parts' | 'next' | 'hasFailed' | 'isDraft' | 'unanswered'>;

/** What an answer, or the lack of one, means for the conversation. */
export function decideReply(result: AgentResult, facts: ReplyFacts): Decided {
  switch (result.outcome) {
    case 'keyword':
      return handOver(facts, { reason: 'keyword' });
    case 'no-key':
      return handOver(facts, { reason: 'not-configured', trouble: 'no-key' });
    case 'failed':
      return handOver(facts, { ...troubleOf(result.failure), hasFailed: true });
    case 'blocked':
      return handOver(facts, { reason: 'safety', trouble: 'blocked', hasFailed: true });
    case 'refused':
      return handOver(facts, { reason: 'safety', trouble: result.why, hasFailed: true });
    case 'answered':
      return decideAnswered(result, facts);
  }
}

function troubleOf(failure: AiFailure): { reason: HandOverReason; trouble: Trouble } {
  if (failure === 'key-refused' || failure === 'request-refused')
    return { reason: 'not-configured', trouble: 'key-refused' };
  return { reason: 'provider-failed', trouble: failure };
}

/**
 * Anger goes before everything: whoever is angry waits for no second try. A refused topic counts as a turn without an
 * answer, so that a customer who insists meets a person and not the same sentence for ever.
 */
function decideAnswered(result: Extract<AgentResult, { outcome: 'answered' }>, facts: ReplyFacts): Decided {
  const { agent, failedTurns } = facts;
  const { type, text, isAngry } = result;
  const hasFailed = type === 'no_answer' || type === 'refused_topic';
  const unanswered = type === 'no_answer' ? questionOf(facts) : null;
  const ending = { text, hasFailed, unanswered };
  if (type === 'hand_over') {
    // The model's own goodbye only where the company has none: two would follow each other.
    return handOver(facts, { reason: 'customer-asked', text: farewellOf(agent) === '' ? text : '' });
  }
  if (isAngry && agent.handOver.onAnger) return handOver(facts, { reason: 'anger', ...ending });
  if (type === 'no_answer' && agent.handOver.onNoAnswer)
    return handOver(facts, { reason: 'no-answer', ...ending });
  if (hasFailed && failedTurns + 1 >= agent.handOver.failedTurns)
    return handOver(facts, { reason: type === 'no_answer' ? 'failed-turns' : 'refused-topic', ...ending });
  return {
    parts: partsOf([text]),
    next: { type: 'continue' },
    hasFailed,
    isDraft: agent.draftOnly,
    unanswered,
  };
}

function questionOf({ question }: ReplyFacts): string | null {
  const cut = question.slice(0, QUESTION_CHARACTERS).toWellFormed().trim();
  return cut === '' ? null : cut;
}

interface HandOver {
  reason: HandOverReason;
  trouble?: Trouble;
  text?: string;
  hasFailed?: boolean;
  unanswered?: string | null;
}

function handOver({ agent, locale }: ReplyFacts, change: HandOver): Decided {
  const { reason, trouble, text = '', hasFailed = false, unanswered = null } = change;
  return {
    parts: partsOf([text, farewellOf(agent)]),
    next: {
      type: 'hand-over',
      reason,
      queueId: agent.handOver.queueId,
      note: trouble === undefined ? '' : TROUBLES[locale][trouble],
    },
    hasFailed,
    isDraft: agent.draftOnly,
    unanswered,
  };
}

/** What a hand-over tells the customer. Where everything waits for approval, people say it themselves. */
function farewellOf({ draftOnly, handOver: { message } }: AiAgent): string {
  return draftOnly ? '' : message;
}

function partsOf(texts: string[]): Reply['parts'] {
  return texts.filter((text) => text.trim() !== '').map((text) => ({ text, media: [] }));
}
