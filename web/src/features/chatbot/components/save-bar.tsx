import { Button } from '@mantine/core';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../platform/app-error.ts';
import { useLeaveGuard } from '../../../ui/use-leave-guard.ts';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { LeaveQuestion } from '../../../ui/leave-question.tsx';

const ConfirmDialog = lazy(async () => ({
  default: (await import('../../../ui/confirm-dialog.tsx')).ConfirmDialog,
}));

interface SaveBarProps {
  isDirty: boolean;
  isSaving: boolean;
  /** Somebody else has saved meanwhile: nothing is saved over theirs. */
  isStale?: boolean;
  error: AppError | null;
  /** The address below which everything still belongs to this page. */
  within: string;
  onSave: () => void;
  onDiscard: () => void;
}

/** Says that something is unsaved, saves it (also by Ctrl+S), and asks before it is lost or discarded. */
export function SaveBar({
  isDirty,
  isSaving,
  isStale = false,
  error,
  within,
  onSave,
  onDiscard,
}: SaveBarProps) {
  const { t } = useTranslation();
  const { stopped } = useLeaveGuard(isDirty, within);
  const [isAsking, setIsAsking] = useState(false);
  // What was unsaved has been saved meanwhile: there is nothing to ask any more.
  if (!isDirty && isAsking) setIsAsking(false);

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
            {isStale ? (
              <p role="alert">{t('errors.reasons.changed-meanwhile')}</p>
            ) : (
              <FormProblem error={error} />
            )}
          </div>
          <Button variant="default" disabled={isSaving} onClick={() => setIsAsking(true)}>
            {isStale ? t('words.loadTheirs') : t('chatbot.save.discard')}
          </Button>
          <Button loading={isSaving} disabled={isStale} onClick={onSave}>
            {t('words.save')}
          </Button>
        </section>
      )}
      <Suspense>
        {isAsking && (
          <ConfirmDialog
            title={t('chatbot.save.discardTitle')}
            body={t('unsaved.body')}
            confirmLabel={isStale ? t('words.loadTheirs') : t('chatbot.save.discard')}
            cancelLabel={t('unsaved.stay')}
            isBusy={false}
            onConfirm={onDiscard}
            onClose={() => setIsAsking(false)}
          />
        )}
      </Suspense>
      <LeaveQuestion stopped={stopped} />
    </>
  );
}
