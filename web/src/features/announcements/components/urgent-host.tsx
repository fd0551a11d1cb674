import { lazy, Suspense } from 'react';
import { useNotices } from '../use-notices.ts';

const UrgentDialog = lazy(async () => ({ default: (await import('./urgent-dialog.tsx')).UrgentDialog }));

/** Interrupts once for each urgent post. Its dialog is loaded only when there is one. */
export function UrgentHost() {
  const { urgent, markInterrupted } = useNotices();
  if (urgent === null) return null;
  return (
    <Suspense>
      <UrgentDialog key={urgent.id} announcementId={urgent.id} onClose={markInterrupted} />
    </Suspense>
  );
}
