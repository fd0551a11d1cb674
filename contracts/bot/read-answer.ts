import type { AnswerFormat } from '../collections/bot.ts';
import { readDate } from './read-date.ts';
import { readNumber } from './read-number.ts';

export interface AnswerFacts {
  /** ISO code of the company's country: how numbers and dates are written there. */
  country: string;
  /** E.164 of a number as a person types it; null where it cannot be one. */
  readPhone: (typed: string) => string | null;
}

const MAX_ANSWER_CHARACTERS = 500;
const MAX_EMAIL_CHARACTERS = 254;

/**
 * An answer in the form in which it is kept: text trimmed, email in lower case, phone as E.164, number with a point,
 * date as `2026-11-28`.
 *
 * @returns null where the answer does not fit and has to be asked for again.
 */
export function readAnswer(typed: string, format: AnswerFormat, facts: AnswerFacts): string | null {
  const text = typed.trim().slice(0, MAX_ANSWER_CHARACTERS);
  if (text === '') return null;
  switch (format) {
    case 'text':
      return text;
    case 'email':
      return readEmail(text);
    case 'phone':
      return facts.readPhone(text);
    case 'number':
      return readNumber(text, facts.country);
    case 'date':
      return readDate(text, facts.country);
  }
}

/** The one address in a text such as `it is ana@example.com.`; null where there is none, or more than one. */
function readEmail(text: string): string | null {
  const found = text
    .split(/[\s,;<>()"]+/)
    .map((word) => word.replace(/^mailto:/i, '').replace(/[.:!?]+$/, ''))
    .filter((word) => isEmail(word));
  return found.length === 1 ? (found[0]?.toLowerCase() ?? null) : null;
}

function isEmail(word: string): boolean {
  if (word.length > MAX_EMAIL_CHARACTERS) return false;
  const parts = word.split('@');
  const [local, host] = parts;
  if (parts.length !== 2 || local === undefined || host === undefined) return false;
  if (!/^[\w.!#$%&'*+/=?^`{|}~-]{1,64}$/.test(local) || /^\.|\.\.|\.$/.test(local)) return false;
  const labels = host.split('.');
  return (
    labels.length >= 2 &&
    labels.every((label) => /^[a-z0-9-]{1,63}$/i.test(label) && !/^-|-$/.test(label)) &&
    /^([a-z]{2,}|xn--[a-z0-9-]+)$/i.test(labels.at(-1) ?? '')
  );
}
