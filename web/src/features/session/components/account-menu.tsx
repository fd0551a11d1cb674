import { Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Presence } from '#contracts/collections/member.ts';
import { LOCALES } from '#contracts/locales.ts';
import { LANGUAGE_NAMES } from '../../../i18n/language-names.ts';
import { usePreferences } from '../../../platform/preferences.ts';
import { useSession } from '../../../platform/session.ts';
import { signOut } from '../api/sign-out.ts';

const COLOR_SCHEMES = ['light', 'dark', 'auto'] as const;

interface AccountMenuProps {
  presence: Presence['state'];
  onPresence: (state: Presence['state']) => void;
  onClose: () => void;
  /** The button that the menu hangs on. */
  children: ReactNode;
}

/** Presence, look, language, sound, and the way out. Mounted while it is open; loaded with its first opening. */
export function AccountMenu({ presence, onPresence, onClose, children }: AccountMenuProps) {
  const { t } = useTranslation();
  const { member } = useSession();
  const { preferences, change } = usePreferences();
  return (
    <Menu opened position="right-end" width={240} shadow="md" onChange={(isOpen) => !isOpen && onClose()}>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {member.name} · {member.email}
        </Menu.Label>
        <Menu.RadioGroup
          value={presence}
          onChange={(value) => onPresence(value === 'away' ? 'away' : 'online')}
        >
          <Menu.RadioItem value="online">{t('account.online')}</Menu.RadioItem>
          <Menu.RadioItem value="away">{t('account.away')}</Menu.RadioItem>
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Label>{t('account.colors')}</Menu.Label>
        <Menu.RadioGroup
          value={preferences.colorScheme}
          onChange={(value) => {
            const colorScheme = COLOR_SCHEMES.find((scheme) => scheme === value);
            if (colorScheme !== undefined) change({ colorScheme });
          }}
        >
          {COLOR_SCHEMES.map((scheme) => (
            <Menu.RadioItem key={scheme} value={scheme}>
              {t(`account.${scheme}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Label>{t('account.language')}</Menu.Label>
        <Menu.RadioGroup
          value={preferences.locale}
          onChange={(value) => {
            const locale = LOCALES.find((known) => known === value);
            if (locale !== undefined) change({ locale });
          }}
        >
          {LOCALES.map((locale) => (
            <Menu.RadioItem key={locale} value={locale} lang={locale}>
              {LANGUAGE_NAMES[locale]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.CheckboxItem checked={preferences.sound} onChange={(sound) => change({ sound })}>
          {t('account.sound')}
        </Menu.CheckboxItem>
        <Menu.CheckboxItem checked={preferences.enterSends} onChange={(enterSends) => change({ enterSends })}>
          {t('account.enterSends')}
        </Menu.CheckboxItem>
        <Menu.Divider />
        <Menu.Item
          onClick={() => {
            signOut().catch(reportError);
          }}
        >
          {t('account.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
