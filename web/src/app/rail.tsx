import { IconMessages } from '@tabler/icons-react';
import { lazy, Suspense, useState, type ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import type { Presence } from '#contracts/collections/member.ts';
import { usePresence } from '../features/session/api/presence.ts';
import { MemberAvatar } from '../platform/member-avatar.tsx';
import { useSession } from '../platform/session.ts';
import { useLook } from '../platform/use-look.ts';
import { BrandMark } from '../ui/brand.tsx';
import { useSections } from './abilities.tsx';

const AccountMenu = lazy(async () => ({
  default: (await import('../features/session/components/account-menu.tsx')).AccountMenu,
}));

/** The pages of the app, and the own account below. What a role may not use is absent. */
export function Rail() {
  const { t } = useTranslation();
  const sections = useSections().filter(({ entry }) => entry === 'rail');
  const { brand } = useLook();
  return (
    <nav className="rail" aria-label={t('rail.label')}>
      <span className="rail-logo">
        <BrandMark brand={brand} />
      </span>
      <NavLink className="rail-item" to="/chat" aria-label={t('rail.chat')}>
        <IconMessages size={22} stroke={1.5} aria-hidden />
        <span className="rail-label" aria-hidden>
          {t('rail.chat')}
        </span>
      </NavLink>
      {sections.map(({ path, title, icon: SectionIcon, Badge }) => (
        <span key={path} className="rail-place">
          <NavLink className="rail-item" to={`/${path}`} aria-label={t(title)}>
            <SectionIcon size={22} stroke={1.5} aria-hidden />
            <span className="rail-label" aria-hidden>
              {t(title)}
            </span>
          </NavLink>
          {/* Beside the link: inside, its figure would have to be part of the link's name. */}
          {Badge !== undefined && <Badge />}
        </span>
      ))}
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
      <MemberAvatar
        member={member}
        size={32}
        mark={<span className="presence-dot" data-presence={presence} />}
      />
    </button>
  );
}
