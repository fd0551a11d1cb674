import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useNavigate, useSearchParams } from 'react-router';
import { useIdentity } from '../../features/session/api/identity.ts';
import { signIn } from '../../features/session/api/sign-in.ts';
import { signOut } from '../../features/session/api/sign-out.ts';
import { useInvitation } from '../../features/welcome/api/invitation.ts';
import { SomebodyHere } from '../../features/welcome/components/somebody-here.tsx';
import { WelcomeForm } from '../../features/welcome/components/welcome-form.tsx';
import { changeLocale } from '../../i18n/index.ts';
import { useErrorSentence } from '../../i18n/use-error-sentence.ts';
import { PageCard } from '../../ui/page-card.tsx';
import { FailedState } from '../../ui/states.tsx';
import { Blank } from '../blank.tsx';

/** Where the link of an invitation leads: a name, a password, and the inbox. */
export function WelcomeRoute() {
  const { t } = useTranslation();
  const describe = useErrorSentence();
  const navigate = useNavigate();
  const [parameters] = useSearchParams();
  const identity = useIdentity();
  const [step, setStep] = useState<'choose' | 'entering'>('choose');
  const link = {
    invitationId: parameters.get('invitation') ?? '',
    signature: parameters.get('signature') ?? '',
  };
  const isWhole = link.invitationId !== '' && link.signature !== '';
  const invitation = useInvitation(link, isWhole && identity.data === null);
  const locale = invitation.data?.locale;

  useEffect(() => {
    document.title = `${t('welcome.title')} · ${t('app.name')}`;
  }, [t]);
  useEffect(() => {
    if (locale !== undefined) changeLocale(locale).catch(reportError);
  }, [locale]);

  const handleDone = (account: { email: string; password: string }) => {
    setStep('entering');
    // Whoever cannot be signed in at once does it by hand.
    signIn(account).catch(() => navigate('/sign-in', { replace: true }));
  };

  if (identity.data != null) {
    // The same person may have joined in another tab meanwhile.
    if (step === 'entering' || identity.data.email === invitation.data?.email)
      return <Navigate to="/chat" replace />;
    return (
      <PageCard title={t('welcome.somebody.title')}>
        <SomebodyHere
          email={identity.data.email}
          onSignOut={() => {
            signOut().catch(reportError);
          }}
        />
      </PageCard>
    );
  }
  const isInvalid = !isWhole || invitation.error?.reason != null;
  if (isInvalid) {
    const reason = invitation.error?.reason ?? 'invitation-invalid';
    return (
      <PageCard title={t('welcome.invalid')}>
        <p>{describe({ code: '', reason: reason === 'invalid-input' ? 'invitation-invalid' : reason })}</p>
        <Button variant="default" component={Link} to="/sign-in">
          {t('welcome.toSignIn')}
        </Button>
      </PageCard>
    );
  }
  if (invitation.isError) {
    return (
      <FailedState
        title={t('app.startFailed.title')}
        error={invitation.error}
        onRetry={() => {
          void invitation.refetch();
        }}
      />
    );
  }
  if (step === 'entering' || invitation.data === undefined) return <Blank />;
  return (
    <PageCard
      title={t('welcome.title')}
      brand={{ name: invitation.data.companyName, logo: invitation.data.branding.logo }}
    >
      <WelcomeForm link={link} invitation={invitation.data} onDone={handleDone} />
    </PageCard>
  );
}
