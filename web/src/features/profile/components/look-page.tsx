import { Radio, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ACCENT_COLORS, ACCENTS, type Accent } from '#contracts/accents.ts';
import { usePreferences } from '../../../platform/preferences.ts';
import { useCompanyQuery } from '../../../platform/workspace.ts';
import { SettingsPage } from '../../../ui/settings-page.tsx';
import './profile.css';

const COLOR_SCHEMES = ['light', 'dark', 'auto'] as const;
/** Colibri's own accent, where the company has chosen none. */
const OWN_ACCENT = '#0b6f98';

/** Profile > Appearance. Each choice holds at once, here and on the member's other devices. */
export function LookPage() {
  const { t } = useTranslation();
  const { preferences, change } = usePreferences();
  const company = useCompanyQuery().data;
  const colorOf = (accent: Accent) =>
    accent === 'company' ? (company?.branding?.accent ?? OWN_ACCENT) : ACCENT_COLORS[accent];
  return (
    <SettingsPage title={t('profile.look.title')} body={t('profile.look.body')}>
      <div className="settings-form profile-form">
        <Radio.Group
          label={t('profile.look.scheme')}
          value={preferences.colorScheme}
          onChange={(value) => {
            const colorScheme = COLOR_SCHEMES.find((scheme) => scheme === value);
            if (colorScheme !== undefined) change({ colorScheme });
          }}
        >
          {COLOR_SCHEMES.map((scheme) => (
            <Radio key={scheme} mt="xs" value={scheme} label={t(`account.${scheme}`)} />
          ))}
        </Radio.Group>
        <fieldset className="settings-colors profile-accents">
          <legend>{t('profile.look.accent')}</legend>
          {ACCENTS.map((accent) => (
            <label key={accent}>
              <input
                type="radio"
                name="accent"
                className="visually-hidden"
                checked={(preferences.accent ?? 'company') === accent}
                onChange={() => change({ accent })}
              />
              <span style={{ background: colorOf(accent) }} />
              {t(`profile.look.accents.${accent}`)}
            </label>
          ))}
        </fieldset>
        <fieldset className="profile-group">
          <legend>{t('profile.look.writing')}</legend>
          <Switch
            label={t('profile.look.enterSends')}
            description={t('profile.look.enterSendsHelp')}
            checked={preferences.enterSends}
            onChange={(event) => change({ enterSends: event.currentTarget.checked })}
          />
        </fieldset>
      </div>
    </SettingsPage>
  );
}
