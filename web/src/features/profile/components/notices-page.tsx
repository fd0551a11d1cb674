import { Button, Radio, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../../../platform/preferences.ts';
import { SettingsPage } from '../../../ui/settings-page.tsx';
import { usePermission } from '../use-permission.ts';
import './profile.css';

const NOTIFY = ['all', 'mine', 'none'] as const;

/** Profile > Notifications. Each choice holds at once. */
export function NoticesPage() {
  const { t } = useTranslation();
  const { preferences, change } = usePreferences();
  const { permission, ask } = usePermission();
  const notify = preferences.notify ?? 'mine';
  return (
    <SettingsPage title={t('profile.notices.title')} body={t('profile.notices.body')}>
      <div className="settings-form profile-form">
        <Switch
          label={t('profile.notices.sound')}
          checked={preferences.sound}
          onChange={(event) => change({ sound: event.currentTarget.checked })}
        />
        <Radio.Group
          label={t('profile.notices.desktop')}
          description={t('profile.notices.desktopHelp')}
          value={notify}
          onChange={(value) => {
            const chosen = NOTIFY.find((known) => known === value);
            if (chosen !== undefined) change({ notify: chosen });
          }}
        >
          {NOTIFY.map((value) => (
            <Radio key={value} mt="xs" value={value} label={t(`profile.notices.notify.${value}`)} />
          ))}
        </Radio.Group>
        {notify !== 'none' && (
          <section className="profile-device" aria-label={t('profile.notices.device')}>
            <strong>{t('profile.notices.device')}</strong>
            <p aria-live="polite">{t(`profile.notices.permission.${permission}`)}</p>
            {permission === 'default' && (
              <Button size="compact-md" variant="default" onClick={ask}>
                {t('profile.notices.allow')}
              </Button>
            )}
          </section>
        )}
      </div>
    </SettingsPage>
  );
}
