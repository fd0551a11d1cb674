import { useHasUploads } from '../features/chatbot/use-knowledge-uploads.ts';
import { useHasChanges } from '../platform/changed-texts.ts';
import { useSession } from '../platform/session.ts';
import { LeaveQuestion } from '../ui/leave-question.tsx';
import { useLeaveGuard } from '../ui/use-leave-guard.ts';

/** Every page of the app: they keep changed texts and let uploads go on. */
const EVERYWHERE = '';

/** Asks before changed texts or uploads are lost by closing the tab, loading it anew or signing out. */
export function UnfinishedGuard() {
  const { uid } = useSession();
  const hasChanges = useHasChanges(uid);
  const hasUploads = useHasUploads(uid);
  const { stopped } = useLeaveGuard(hasChanges || hasUploads, EVERYWHERE);
  return <LeaveQuestion stopped={stopped} lost={hasChanges ? 'changes' : 'upload'} />;
}
