import { useSession } from '../../../platform/session.ts';
import { LeaveQuestion } from '../../../ui/leave-question.tsx';
import { useLeaveGuard } from '../../../ui/use-leave-guard.ts';
import { useHasChanges } from '../changed-drafts.ts';

/** Every page of the app: they keep the changed drafts. */
const EVERYWHERE = '';

/** Asks before changed texts of drafts are lost by closing the tab, loading it anew or signing out. */
export function DraftGuard() {
  const { uid } = useSession();
  const { stopped } = useLeaveGuard(useHasChanges(uid), EVERYWHERE);
  return <LeaveQuestion stopped={stopped} />;
}
