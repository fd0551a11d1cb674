import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ForgotPasswordForm } from '../../features/session/components/forgot-password-form.tsx';
import { useLook } from '../../platform/use-look.ts';
import { PageCard } from '../../ui/page-card.tsx';

/** A link for a new password. */
export function ForgotPasswordRoute() {
  const { t } = useTranslation();
  const { brand } = useLook();
  useEffect(() => {
    document.title = `${t('forgotPassword.title')} · ${t('app.name')}`;
  }, [t]);
  return (
    <PageCard title={t('forgotPassword.title')} brand={brand}>
      <ForgotPasswordForm />
    </PageCard>
  );
}
