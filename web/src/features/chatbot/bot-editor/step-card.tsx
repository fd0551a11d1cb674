import { ActionIcon } from '@mantine/core';
import { IconAlertTriangle, IconChevronDown, IconCopy, IconPlayerPlay, IconTrash } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BotStep } from '#contracts/collections/bot.ts';
import { randomId } from '../../../platform/random-id.ts';
import { showNotice } from '../../../ui/notices.tsx';
import { useBot } from './bot-context.ts';
import { copyOfStep, countPointers, excerptOf, putStep } from './model.ts';
import { stepElement } from './problem-model.ts';
import { StepForm } from './step-form.tsx';
import { StepIcon } from './step-icon.tsx';
import { useProblemSentence } from './use-problem-sentence.ts';
import { useStepNames } from './use-step-names.ts';

const ConfirmDialog = lazy(async () => ({
  default: (await import('../../../ui/confirm-dialog.tsx')).ConfirmDialog,
}));

interface StepCardProps {
  stepId: string;
  step: BotStep;
}

/** One step: what it says at a glance, its problems, and its form when it is open. */
export function StepCard({ stepId, step }: StepCardProps) {
  const { t } = useTranslation();
  const { bot, outline, problems, openId, standsAt, onChange, onOpen, onJump, onDelete } = useBot();
  const [isAsking, setIsAsking] = useState(false);
  const nameOf = useStepNames(bot, outline);
  const describe = useProblemSentence(bot);
  const own = problems.filter((problem) => problem.stepId === stepId);
  const isOpen = openId === stepId;
  const pointers = countPointers(bot, stepId);
  const name = nameOf(stepId);

  const remove = () => {
    setIsAsking(false);
    onDelete(stepId);
  };
  const duplicate = () => {
    const copyId = randomId();
    onChange(putStep(bot, copyId, copyOfStep(step, randomId)));
    onJump(copyId);
    showNotice({ message: t('botEditor.duplicated') });
  };

  return (
    <section
      className="bot-step"
      aria-label={name}
      data-open={isOpen || undefined}
      data-problem={own.length > 0 || undefined}
      data-stands={standsAt === stepId || undefined}
    >
      <button
        type="button"
        id={stepElement(stepId)}
        className="bot-step-head"
        aria-expanded={isOpen}
        onClick={() => onOpen(isOpen ? null : stepId)}
      >
        <StepIcon type={step.type} />
        <span className="bot-step-what">
          <span className="bot-step-type">
            {t('botEditor.name', {
              number: outline.numbers.get(stepId) ?? 0,
              type: t(`botEditor.stepTypes.${step.type}`),
            })}
          </span>
          {step.type !== 'hours' && (
            <span className="bot-step-text">{excerptOf(step, 160) || t('botEditor.noText')}</span>
          )}
          {standsAt === stepId && (
            <span className="bot-step-stands">
              <IconPlayerPlay size={12} stroke={1.5} aria-hidden /> {t('botEditor.standsHere')}
            </span>
          )}
        </span>
        <IconChevronDown size={16} stroke={1.5} className="bot-step-chevron" aria-hidden />
      </button>
      {own.length > 0 && (
        <ul className="bot-step-problems">
          {own.map((problem) => (
            <li key={`${problem.kind} ${problem.exit}`} className="bot-problem">
              <IconAlertTriangle size={14} stroke={1.5} aria-hidden /> {describe(problem)}
            </li>
          ))}
        </ul>
      )}
      {isOpen && (
        <div className="bot-step-form">
          <p className="bot-hint">{t(`botEditor.stepHelp.${step.type}`)}</p>
          <StepForm stepId={stepId} step={step} />
          <div className="bot-step-actions">
            <ActionIcon
              variant="subtle"
              color="gray"
              title={t('botEditor.duplicate')}
              aria-label={t('botEditor.duplicate')}
              onClick={duplicate}
            >
              <IconCopy size={16} stroke={1.5} />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="red"
              title={t('botEditor.remove')}
              aria-label={t('botEditor.remove')}
              onClick={() => (pointers > 0 ? setIsAsking(true) : remove())}
            >
              <IconTrash size={16} stroke={1.5} />
            </ActionIcon>
          </div>
        </div>
      )}
      {isAsking && (
        <Suspense>
          <ConfirmDialog
            title={t('botEditor.removeTitle', { name })}
            body={t('botEditor.removeBody', { count: pointers })}
            confirmLabel={t('botEditor.remove')}
            isBusy={false}
            onConfirm={remove}
            onClose={() => setIsAsking(false)}
          />
        </Suspense>
      )}
    </section>
  );
}
