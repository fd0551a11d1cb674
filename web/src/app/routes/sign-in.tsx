import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useLocation } from 'react-router';
import { useIdentity } from '../../features/session/api/identity.ts';
import { SignInForm } from '../../features/session/components/sign-in-form.tsx';
import { useInstallation } from '../../features/setup/api/installation.ts';
import { useLook } from '../../platform/use-look.ts';
import { PageCard } from '../../ui/page-card.tsx';

/** The way in; a fresh installation leads to its set-up instead. */
export function SignInRoute() {
  const { t } = useTranslation();
  const { brand } = useLook();
  const identity = useIdentity();
  const installation = useInstallation();
  const location = useLocation();

  useEffect(() => {
    document.title = `${t('signIn.title')} · ${t('app.name')}`;
  }, [t]);

  if (identity.data) return <Navigate to={readOrigin(location.state)} replace />;
  if (installation.data?.needsSetup === true) return <Navigate to="/set-up" replace />;
  return (
    <PageCard title={t('signIn.title')} brand={brand}>
      <SignInForm />
    </PageCard>
  );
}

/** Where the person wanted to go before being asked to sign in. */
function readOrigin(state: unknown): string {
  if (typeof state !== 'object' || state === null || !('from' in state)) return '/chat';
  const { from } = state;
  if (typeof from !== 'object' || from === null || !('pathname' in from)) return '/chat';
  return typeof from.pathname === 'string' ? from.pathname : '/chat';
}
