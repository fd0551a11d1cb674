import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { shownCount } from '../api/open-work.ts';

interface OpenWorkWarningProps {
  count: number;
  onHandOver: () => void;
}

/** Says before somebody goes how many conversations they hold, and leads to handing them over; nothing for none. */
export function OpenWorkWarning({ count, onHandOver }: OpenWorkWarningProps) {
  const { t } = useTranslation();
  if (count === 0) return null;
  return (
    <output className="people-warning">
      {t('people.openWork.holds', { count, shown: shownCount(count) })}{' '}
      <Button size="compact-sm" variant="default" onClick={onHandOver}>
        {t('people.openWork.handOver')}
      </Button>
    </output>
  );
}
