import { IconArrowRight } from '@tabler/icons-react';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { stepOf } from '#contracts/bot/steps.ts';
import { useBot } from './bot-context.ts';
import type { Branch, OutlineRow } from './model.ts';
import { StepCard } from './step-card.tsx';
import { useStepNames } from './use-step-names.ts';

/** Deeper rows stand no further in, so that a long conversation stays readable on a phone. */
const MAX_DEPTH = 5;

/** Steps in the order of the conversation, what hangs on a branch indented below it. */
export function OutlineList({ rows, label }: { rows: OutlineRow[]; label: string }) {
  const { bot } = useBot();
  return (
    <ol className="bot-outline" aria-label={label}>
      {rows.map((row, index) => {
        const step = stepOf(bot, row.stepId);
        if (step === undefined) return null;
        const indent = { '--depth': Math.min(row.depth, MAX_DEPTH) } as CSSProperties; // a custom property
        const key =
          row.type === 'step'
            ? row.stepId
            : `${row.stepId} ${row.branch?.fromId} ${row.branch?.exit} ${index}`;
        return (
          <li key={key} style={indent} data-deep={row.depth > 0 || undefined}>
            {row.branch !== null && <BranchLabel branch={row.branch} />}
            {row.type === 'step' ? (
              <StepCard stepId={row.stepId} step={step} />
            ) : (
              <StepLink stepId={row.stepId} />
            )}
          </li>
        );
      })}
    </ol>
  );
}

function BranchLabel({ branch }: { branch: Branch }) {
  const { t } = useTranslation();
  const { bot } = useBot();
  const { exit, label, fromId } = branch;
  const step = stepOf(bot, fromId);
  if (step?.type === 'menu' && exit !== 'onFailure') {
    const index = step.options.findIndex(({ id }) => id === exit);
    return (
      <p className="bot-branch">
        {index + 1}. {label?.trim() || t('botEditor.options.label', { number: index + 1 })}
      </p>
    );
  }
  const isNamed = exit === 'whenOpen' || exit === 'whenClosed' || exit === 'onFailure';
  return <p className="bot-branch">{t(`botEditor.branch.${isNamed ? exit : 'next'}`)}</p>;
}

/** Goes to a step that stands elsewhere in the outline. */
function StepLink({ stepId }: { stepId: string }) {
  const { t } = useTranslation();
  const { bot, outline, onJump } = useBot();
  const nameOf = useStepNames(bot, outline);
  return (
    <button type="button" className="bot-link" onClick={() => onJump(stepId)}>
      <IconArrowRight size={14} stroke={1.5} aria-hidden /> {t('botEditor.goTo', { name: nameOf(stepId) })}
    </button>
  );
}
