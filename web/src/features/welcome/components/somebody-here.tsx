import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

interface SomebodyHereProps {
  email: string;
  onSignOut: () => void;
}

/** For a device on which another account is signed in: an invitation must not end its session unasked. */
export function SomebodyHere({ email, onSignOut }: SomebodyHereProps) {
  const { t } = useTranslation();
  return (
    <>
      <p>{t('welcome.somebody.body', { email })}</p>
      <Group gap="xs">
        <Button onClick={onSignOut}>{t('welcome.somebody.signOut')}</Button>
        <Button variant="default" component={Link} to="/chat">
          {t('welcome.somebody.stay')}
        </Button>
      </Group>
    </>
  );
}
