import { useTranslation } from 'react-i18next';
import { exitsOf, stepOf } from '#contracts/bot/steps.ts';
import type { BotDefinition } from '#contracts/collections/bot.ts';
import type { PlacedProblem } from './problem-model.ts';

/** A problem as a sentence, with the way out or choice that it is about. */
export function useProblemSentence(bot: BotDefinition): (problem: PlacedProblem) => string {
  const { t } = useTranslation();
  return ({ kind, stepId, exit, variable = '' }) => {
    const sentence =
      kind === null ? t('botEditor.problems.other') : t(`botEditor.problems.kinds.${kind}`, { variable });
    const name = exit === null ? null : exitName(stepId, exit);
    return name === null ? sentence : t('botEditor.problems.exit', { problem: sentence, exit: name });
  };

  function exitName(stepId: string, exit: string): string | null {
    const step = stepOf(bot, stepId);
    const option = step && exitsOf(step).find((way) => way.exit === exit)?.option;
    if (step?.type === 'menu' && typeof option === 'number') {
      return step.options[option]?.label.trim() || t('botEditor.options.label', { number: option + 1 });
    }
    return exit === 'next' || exit === 'whenOpen' || exit === 'whenClosed' || exit === 'onFailure'
      ? t(`botEditor.branch.${exit}`)
      : null;
  }
}
