import { useHasChanges } from '../platform/changed-texts.ts';
import { useSession } from '../platform/session.ts';
import { LeaveQuestion } from '../ui/leave-question.tsx';
import { useLeaveGuard } from '../ui/use-leave-guard.ts';

/** Every page of the app: they keep the changed texts. */
const EVERYWHERE = '';

/** Asks before changed texts are lost by closing the tab, loading it anew or signing out. */
export function ChangedTextGuard() {
  const { uid } = useSession();
  const { stopped } = useLeaveGuard(useHasChanges(uid), EVERYWHERE);
  return <LeaveQuestion stopped={stopped} />;
}
