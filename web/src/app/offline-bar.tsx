import { IconCloudOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { paths } from '#contracts/collections/paths.ts';
import { useSession } from '../platform/session.ts';
import { useOnline, useServerWatch } from '../platform/use-online.ts';

/** One quiet bar while there is no connection. */
export function OfflineBar() {
  const { t } = useTranslation();
  const { companyId, uid } = useSession();
  useServerWatch(paths.member(companyId, uid));
  const isOnline = useOnline();
  return (
    <output>
      {!isOnline && (
        <span className="offline-bar">
          <IconCloudOff size={16} stroke={1.5} aria-hidden /> {t('app.offline')}
        </span>
      )}
    </output>
  );
}
