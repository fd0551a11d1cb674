import { usePreferences } from '../../platform/preferences.ts';
import { useSession } from '../../platform/session.ts';
import { useNow } from '../../platform/use-now.ts';
import { useCompanyQuery } from '../../platform/workspace.ts';
import { nextUrgent, unseenNotices, visibleNotices } from './model.ts';

/** The posts that are there for the signed-in member, by their heads: no read beside the company's document. */
export function useNotices() {
  const { uid, member } = useSession();
  const { preferences, change } = usePreferences();
  const company = useCompanyQuery().data;
  const now = useNow();
  const visible = visibleNotices(company?.notices ?? [], member.role, now);
  const unseen = unseenNotices(visible, preferences.noticesSeenAt ?? member.createdAt);
  const urgent = nextUrgent(visible, preferences.urgentSeenAt ?? member.createdAt, uid);
  return {
    unseen,
    urgent,
    /** Remembers on all devices that what is there now has been seen on the board. */
    markSeen: () => {
      if (unseen.length > 0) change({ noticesSeenAt: now, urgentSeenAt: now });
    },
    /** Remembers on all devices that this post has interrupted; the next one follows. */
    markInterrupted: () => {
      if (urgent !== null) change({ urgentSeenAt: urgent.from });
    },
  };
}
