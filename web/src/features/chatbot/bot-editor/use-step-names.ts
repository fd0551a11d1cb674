import { useTranslation } from 'react-i18next';
import { stepOf } from '#contracts/bot/steps.ts';
import type { BotDefinition } from '#contracts/collections/bot.ts';
import { excerptOf, type Outline } from './model.ts';

/** What people call a step: its number in the outline, its kind, and the first words that it says. */
export function useStepNames(bot: BotDefinition, outline: Outline): (stepId: string) => string {
  const { t } = useTranslation();
  return (stepId) => {
    const step = stepOf(bot, stepId);
    if (step === undefined) return stepId;
    const about = { number: outline.numbers.get(stepId) ?? 0, type: t(`botEditor.stepTypes.${step.type}`) };
    const text = excerptOf(step, 40);
    return text === '' ? t('botEditor.name', about) : t('botEditor.nameWith', { ...about, text });
  };
}
