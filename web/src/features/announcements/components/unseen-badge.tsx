import { useTranslation } from 'react-i18next';
import { useNotices } from '../use-notices.ts';

/** How many posts the member has not seen; nothing for none. */
export function UnseenBadge() {
  const { t } = useTranslation();
  const { unseen } = useNotices();
  if (unseen.length === 0) return null;
  return (
    <output className="rail-badge tabular" aria-label={t('announcements.unseen', { count: unseen.length })}>
      {unseen.length}
    </output>
  );
}
