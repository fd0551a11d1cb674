import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../platform/app-error.ts';
import { useLeaveGuard } from '../../../ui/use-leave-guard.ts';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { LeaveQuestion } from '../../../ui/leave-question.tsx';

interface SaveBarProps {
  isDirty: boolean;
  isSaving: boolean;
  error: AppError | null;
  /** The address below which everything still belongs to this page. */
  within: string;
  onSave: () => void;
  onDiscard: () => void;
}

/** Says that something is unsaved, saves it (also by Ctrl+S), and asks before it is lost. */
export function SaveBar({ isDirty, isSaving, error, within, onSave, onDiscard }: SaveBarProps) {
  const { t } = useTranslation();
  const { stopped } = useLeaveGuard(isDirty, within);

  useEffect(() => {
    if (!isDirty) return;
    const handleKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
      event.preventDefault();
      onSave();
    };
    addEventListener('keydown', handleKeyDown);
    return () => removeEventListener('keydown', handleKeyDown);
  }, [isDirty, onSave]);

  return (
    <>
      {isDirty && (
        <section className="chatbot-save" aria-label={t('chatbot.save.region')}>
          <div className="chatbot-save-words">
            <p>{t('chatbot.save.unsaved')}</p>
            <FormProblem error={error} />
          </div>
          <Button variant="default" disabled={isSaving} onClick={onDiscard}>
            {t('chatbot.save.discard')}
          </Button>
          <Button loading={isSaving} onClick={onSave}>
            {t('words.save')}
          </Button>
        </section>
      )}
      <LeaveQuestion stopped={stopped} />
    </>
  );
}
