import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyState } from '../../ui/states.tsx';

/** For addresses that lead nowhere. */
export function NotFoundRoute() {
  const { t } = useTranslation();
  return (
    <EmptyState
      title={t('app.notFound.title')}
      body={t('app.notFound.body')}
      action={
        <Button variant="default" component={Link} to="/chat">
          {t('app.notAllowed.back')}
        </Button>
      }
    />
  );
}
