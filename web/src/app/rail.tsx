import { IconMessages, IconSettings } from '@tabler/icons-react';
import { lazy, Suspense, useState, type ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import type { Presence } from '#contracts/collections/member.ts';
import { usePresence } from '../features/session/api/presence.ts';
import { useSession } from '../platform/session.ts';
import { Logo } from '../ui/logo.tsx';
import { PersonAvatar } from '../ui/person-avatar.tsx';
import { useSettingsPages } from './abilities.tsx';

const AccountMenu = lazy(async () => ({
  default: (await import('../features/session/components/account-menu.tsx')).AccountMenu,
}));

/** The pages of the app, and the own account below. What a role may not use is absent. */
export function Rail() {
  const { t } = useTranslation();
  const hasSettings = useSettingsPages().length > 0;
  return (
    <nav className="rail" aria-label={t('rail.label')}>
      <span className="rail-logo">
        <Logo size={26} />
      </span>
      <NavLink className="rail-item" to="/chat" aria-label={t('rail.chat')}>
        <IconMessages size={22} stroke={1.5} aria-hidden />
        <span className="rail-label" aria-hidden>
          {t('rail.chat')}
        </span>
      </NavLink>
      {hasSettings && (
        <NavLink className="rail-item" to="/settings" aria-label={t('rail.settings')}>
          <IconSettings size={22} stroke={1.5} aria-hidden />
          <span className="rail-label" aria-hidden>
            {t('rail.settings')}
          </span>
        </NavLink>
      )}
      <span className="rail-space" />
      <Account />
    </nav>
  );
}

function Account() {
  const { companyId, uid } = useSession();
  const [presence, setPresence] = useState<Presence['state']>('online');
  const [isOpen, setIsOpen] = useState(false);
  usePresence(companyId, uid, presence);
  const button = <AccountButton presence={presence} isOpen={isOpen} onClick={() => setIsOpen(!isOpen)} />;
  if (!isOpen) return button;
  return (
    <Suspense fallback={button}>
      <AccountMenu presence={presence} onPresence={setPresence} onClose={() => setIsOpen(false)}>
        {button}
      </AccountMenu>
    </Suspense>
  );
}

interface AccountButtonProps extends ComponentProps<'button'> {
  presence: Presence['state'];
  isOpen: boolean;
}

function AccountButton({ presence, isOpen, ...button }: AccountButtonProps) {
  const { t } = useTranslation();
  const { member } = useSession();
  return (
    <button
      {...button}
      type="button"
      className="rail-item"
      aria-haspopup="menu"
      aria-expanded={isOpen}
      aria-label={t('rail.account')}
      title={`${member.name} · ${t(`account.${presence}`)}`}
    >
      <PersonAvatar
        name={member.name}
        image={member.avatar}
        size={32}
        mark={<span className="presence-dot" data-presence={presence} />}
      />
    </button>
  );
}
