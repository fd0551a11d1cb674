import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useBot } from './bot-context.ts';
import { elementOf, type PlacedProblem } from './problem-model.ts';
import { useProblemSentence } from './use-problem-sentence.ts';
import { useStepNames } from './use-step-names.ts';

/** What stands between the bot and saving it, each with a way to its place. Announced when it changes. */
export function ProblemList() {
  const { t } = useTranslation();
  const { bot, outline, problems, onJump } = useBot();
  const nameOf = useStepNames(bot, outline);
  const describe = useProblemSentence(bot);

  const placeOf = ({ stepId, rule }: PlacedProblem) => {
    if (rule !== null) return t('botEditor.problems.rule', { number: rule + 1 });
    return stepId === '' ? t('botEditor.problems.bot') : nameOf(stepId);
  };
  const jump = (problem: PlacedProblem) => {
    if (problem.stepId === '') document.getElementById(elementOf(problem))?.focus();
    else onJump(problem.stepId);
  };

  return (
    <>
      <output className="visually-hidden">
        {problems.length === 0
          ? t('botEditor.problems.none')
          : t('botEditor.problems.count', { count: problems.length })}
      </output>
      {problems.length > 0 && (
        <section className="bot-problems">
          <h3>
            <IconAlertTriangle size={16} stroke={1.5} aria-hidden />
            {t('botEditor.problems.count', { count: problems.length })}
          </h3>
          <ul>
            {problems.map((problem) => (
              <li key={JSON.stringify(problem)}>
                <button type="button" onClick={() => jump(problem)}>
                  <strong>{placeOf(problem)}</strong>
                  <span>{describe(problem)}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
