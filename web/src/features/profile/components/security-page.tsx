import { useTranslation } from 'react-i18next';
import { SettingsPage } from '../../../ui/settings-page.tsx';
import { PasswordForm } from './password-form.tsx';
import { SessionList } from './session-list.tsx';
import './profile.css';

/** Profile > Password and sessions: one part for each thing that lets somebody in. */
export function SecurityPage() {
  const { t } = useTranslation();
  return (
    <SettingsPage title={t('profile.security.title')} body={t('profile.security.body')}>
      <section className="profile-part" aria-labelledby="profile-password">
        <h3 id="profile-password">{t('profile.security.password')}</h3>
        <PasswordForm />
      </section>
      <section className="profile-part" aria-labelledby="profile-sessions">
        <h3 id="profile-sessions">{t('profile.security.sessions')}</h3>
        <p className="settings-muted">{t('profile.security.sessionsHelp')}</p>
        <SessionList />
      </section>
    </SettingsPage>
  );
}
