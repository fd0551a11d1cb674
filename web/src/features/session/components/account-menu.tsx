import { Menu } from '@mantine/core';
import { IconLogout, IconUserCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Presence } from '#contracts/collections/member.ts';
import { leave } from '../../../ui/leave-guards.ts';
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

/**
 * What is changed many times a day, and the ways to the profile and out. Mounted while it is open; loaded with its first
 * opening.
 */
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
        <Menu.Item
          component={Link}
          to="/profile"
          leftSection={<IconUserCircle size={18} stroke={1.5} aria-hidden />}
          onClick={onClose}
        >
          {t('profile.open')}
        </Menu.Item>
        <Menu.Divider />
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
        <Menu.Item
          leftSection={<IconLogout size={18} stroke={1.5} aria-hidden />}
          onClick={() => {
            leave(() => {
              signOut().catch(reportError);
            });
          }}
        >
          {t('account.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
