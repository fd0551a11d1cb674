import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { StoppedLeave } from './use-leave-guard.ts';

const ConfirmDialog = lazy(async () => ({ default: (await import('./confirm-dialog.tsx')).ConfirmDialog }));

/** Asks whether what is unsaved may be lost; nothing while nothing was stopped. */
export function LeaveQuestion({ stopped }: { stopped: StoppedLeave | null }) {
  const { t } = useTranslation();
  if (stopped === null) return null;
  return (
    <Suspense>
      <ConfirmDialog
        title={t('unsaved.title')}
        body={t('unsaved.body')}
        confirmLabel={t('unsaved.leave')}
        cancelLabel={t('unsaved.stay')}
        isBusy={false}
        onConfirm={stopped.leave}
        onClose={stopped.stay}
      />
    </Suspense>
  );
}
