import { IconCloudOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useOnline } from '../platform/use-online.ts';

/** One quiet bar while there is no connection. */
export function OfflineBar() {
  const { t } = useTranslation();
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
