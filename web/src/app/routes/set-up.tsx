import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useNavigate } from 'react-router';
import { useIdentity } from '../../features/session/api/identity.ts';
import { signIn } from '../../features/session/api/sign-in.ts';
import { useInstallation } from '../../features/setup/api/installation.ts';
import { SetUpForm } from '../../features/setup/components/set-up-form.tsx';
import { PageCard } from '../../ui/page-card.tsx';
import { FailedState } from '../../ui/states.tsx';
import { Blank } from '../blank.tsx';

/** The first company of a fresh installation, once. */
export function SetUpRoute() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const identity = useIdentity();
  const installation = useInstallation();
  const [isDone, setIsDone] = useState(false);

  useEffect(() => {
    document.title = `${t('setUp.title')} · ${t('app.name')}`;
  }, [t]);

  const handleDone = (account: { email: string; password: string }) => {
    setIsDone(true);
    // Whoever cannot be signed in at once does it by hand.
    signIn(account).catch(() => navigate('/sign-in', { replace: true }));
  };

  if (identity.data) return <Navigate to="/chat" replace />;
  if (installation.isError) {
    return (
      <FailedState
        title={t('app.startFailed.title')}
        error={installation.error}
        onRetry={() => {
          void installation.refetch();
        }}
      />
    );
  }
  if (isDone || installation.data === undefined) return <Blank />;
  return (
    <PageCard title={t('setUp.title')}>
      {installation.data.needsSetup ? (
        <SetUpForm onDone={handleDone} />
      ) : (
        <>
          <p>{t('setUp.done')}</p>
          <Button component={Link} to="/sign-in">
            {t('setUp.toSignIn')}
          </Button>
        </>
      )}
    </PageCard>
  );
}
