import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { StoppedLeave } from './use-leave-guard.ts';

const ConfirmDialog = lazy(async () => ({ default: (await import('./confirm-dialog.tsx')).ConfirmDialog }));

interface LeaveQuestionProps {
  stopped: StoppedLeave | null;
  lost?: 'changes' | 'upload';
}

/** Asks whether what is unsaved, or still on its way, may be lost; nothing while nothing was stopped. */
export function LeaveQuestion({ stopped, lost = 'changes' }: LeaveQuestionProps) {
  const { t } = useTranslation();
  const words = lost === 'upload' ? 'unsaved.upload' : 'unsaved';
  if (stopped === null) return null;
  return (
    <Suspense>
      <ConfirmDialog
        title={t(`${words}.title`)}
        body={t(`${words}.body`)}
        confirmLabel={t('unsaved.leave')}
        cancelLabel={t(`${words}.stay`)}
        isBusy={false}
        onConfirm={stopped.leave}
        onClose={stopped.stay}
      />
    </Suspense>
  );
}
