import { useEffect, useState } from 'react';
import type { BotProblem } from '#contracts/bot/bot-problem.ts';
import type { BotDefinition } from '#contracts/collections/bot.ts';

/** Long enough to type on, short enough to be believed. */
const SETTLE_MS = 400;

/** The problems of the bot as it stands, found a moment after the last change. Loads the check, and RE2 with it. */
export function useFoundProblems(bot: BotDefinition): BotProblem[] {
  const [found, setFound] = useState<BotProblem[]>([]);
  useEffect(() => {
    let isPast = false;
    const timer = setTimeout(() => {
      const find = async () => {
        const { findProblems } = await import('#contracts/bot/check-bot.ts');
        if (!isPast) setFound(findProblems(bot));
      };
      find().catch(reportError);
    }, SETTLE_MS);
    return () => {
      isPast = true;
      clearTimeout(timer);
    };
  }, [bot]);
  return found;
}
