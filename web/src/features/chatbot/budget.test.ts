import { describe, expect, it } from 'vitest';
import { dayIn } from '../../i18n/time.ts';
import { readBudget, startOfDayIn } from './budget.ts';

describe('the day of a company', () => {
  it.each([
    ['2026-11-28T02:00:00Z', 'America/Mexico_City', '2026-11-27', '2026-11-27T06:00:00Z'],
    ['2026-11-28T02:00:00Z', 'UTC', '2026-11-28', '2026-11-28T00:00:00Z'],
    ['2026-11-28T12:34:56.789Z', 'Asia/Kolkata', '2026-11-28', '2026-11-27T18:30:00Z'],
    // The clock is moved at 2 o'clock of these days.
    ['2026-03-08T20:00:00Z', 'America/New_York', '2026-03-08', '2026-03-08T05:00:00Z'],
    ['2026-11-01T20:00:00Z', 'America/New_York', '2026-11-01', '2026-11-01T04:00:00Z'],
  ])('at %s in %s is %s and began at %s', (at, timeZone, day, start) => {
    expect(dayIn(Date.parse(at), timeZone)).toBe(day);
    expect(new Date(startOfDayIn(Date.parse(at), timeZone)).toISOString()).toBe(
      new Date(start).toISOString(),
    );
  });
});

describe('the budget of a day', () => {
  it.each([
    [79, 'fine'],
    [80, 'warning'],
    [100, 'spent'],
    [140, 'spent'],
  ])('at %i of 100 answers is %s', (answers, state) => {
    const budget = readBudget({ answers, tokens: 0 }, { answersPerDay: 100, tokensPerDay: 0 });
    expect(budget.answers.state).toBe(state);
    expect(budget.answers.share).toBeLessThanOrEqual(1);
  });

  it('of 0 is spent from the beginning, and nothing is used before the first answer', () => {
    const budget = readBudget(null, { answersPerDay: 0, tokensPerDay: 1000 });
    expect(budget.answers).toEqual({ used: 0, limit: 0, share: 1, state: 'spent' });
    expect(budget.tokens.state).toBe('fine');
  });
});
