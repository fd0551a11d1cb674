import { useEffect, useMemo, type ReactNode } from 'react';
import { useSession } from '../../../platform/session.ts';
import { createSendQueue } from '../send-queue.ts';
import { SendQueueContext } from '../use-send-queue.ts';

/** Runs the send queue of the signed-in member for as long as the session lasts, whatever page is open. */
export function SendQueueProvider({ children }: { children: ReactNode }) {
  const { companyId, uid } = useSession();
  const queue = useMemo(() => createSendQueue(companyId, uid), [companyId, uid]);
  useEffect(() => {
    queue.start();
    return () => queue.stop();
  }, [queue]);
  return <SendQueueContext value={queue}>{children}</SendQueueContext>;
}
