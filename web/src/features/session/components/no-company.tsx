import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { signOut } from '../api/sign-out.ts';

/** For an account that nobody has added to a company. */
export function NoCompany({ email }: { email: string }) {
  const { t } = useTranslation();
  return (
    <>
      <p>{t('signIn.noCompany.body', { email })}</p>
      <Button
        variant="default"
        onClick={() => {
          signOut().catch(reportError);
        }}
      >
        {t('account.signOut')}
      </Button>
    </>
  );
}
