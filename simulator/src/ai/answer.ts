import { setTimeout as wait } from 'node:timers/promises';
import { answerFromKnowledge } from './answer-from-knowledge.ts';
import { fillSchema, type Words } from './json-schema.ts';
import { obey } from './obey.ts';
import { countTokens, lastCustomerText, type Question } from './question.ts';
import type { AiMode, AiState } from './state.ts';
import type { AiTrouble } from './trouble.ts';

/** What becomes of a request; each look-alike says it in its provider's words. */
export type Verdict =
  | { type: 'answer'; text: string; isCut: boolean }
  | { type: 'blocked'; where: 'question' | 'answer' }
  | { type: 'trouble'; trouble: AiTrouble };

/**
 * Decides what a question gets: a trouble that is due, else a rule's answer, else the mode's. Waits as long as it is told
 * to. Cuts what is longer than the tokens that are left for it.
 */
export async function answerTo(state: AiState, question: Question, spentTokens: number): Promise<Verdict> {
  const trouble = state.takeTrouble('answer');
  if (trouble?.kind === 'slow') await wait(trouble.delayMs, undefined, { ref: false });
  else if (trouble?.kind === 'safety') return { type: 'blocked', where: trouble.where ?? 'question' };
  else if (trouble?.kind === 'empty') return { type: 'answer', text: '', isCut: false };
  else if (trouble?.kind === 'malformed' && trouble.what !== 'body')
    return { type: 'answer', text: 'Sure! Here is your answer: {"ans', isCut: false };
  else if (trouble && trouble.kind !== 'cut') return { type: 'trouble', trouble };

  const text = await find(state, question);
  if (trouble?.kind === 'cut') return { type: 'answer', text: text.slice(0, text.length / 2), isCut: true };
  const left = Math.max(0, (question.maxOutputTokens ?? Infinity) - spentTokens);
  if (countTokens(text) <= left) return { type: 'answer', text, isCut: false };
  return { type: 'answer', text: text.slice(0, left * 4), isCut: true };
}

async function find({ setup }: AiState, question: Question): Promise<string> {
  const asked = lastCustomerText(question);
  const rule = setup.rules.find(({ when }) => asked.toLowerCase().includes(when.toLowerCase()));
  if (rule) {
    if (rule.delayMs !== undefined) await wait(rule.delayMs, undefined, { ref: false });
    return typeof rule.answer === 'string' ? rule.answer : JSON.stringify(rule.answer);
  }
  const words = WORDS[setup.mode](question);
  return question.schema === null ? words.spoken : JSON.stringify(fillSchema(question.schema, words));
}

/** What is said where no rule fits. */
const WORDS: Record<AiMode, (question: Question) => Words> = {
  echo: (question) => ({ spoken: `Echo: ${lastCustomerText(question)}`, listed: [] }),
  knowledge: (question) => {
    const { outcome, text } = answerFromKnowledge(question);
    return { spoken: text, listed: [], outcome };
  },
  adversarial: obey,
};
