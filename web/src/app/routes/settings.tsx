import { IconPlugConnected, IconStack2, IconTags } from '@tabler/icons-react';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, Outlet } from 'react-router';
import { useSettingsPages } from '../abilities.tsx';
import { Blank } from '../blank.tsx';
import './settings.css';

const ICONS = { channels: IconPlugConnected, queues: IconStack2, tags: IconTags } as const;

/** The settings: their pages at the left, one of them at the right. */
export function SettingsRoute() {
  const { t } = useTranslation();
  const pages = useSettingsPages();
  return (
    <div className="settings">
      <nav className="settings-nav" aria-label={t('settings.sections')}>
        <h1>{t('settings.title')}</h1>
        {pages.map(({ path }) => {
          const Icon = ICONS[path];
          return (
            <NavLink key={path} to={`/settings/${path}`}>
              <Icon size={18} stroke={1.5} aria-hidden /> {t(`${path}.title`)}
            </NavLink>
          );
        })}
      </nav>
      <div className="settings-body">
        <Suspense fallback={<Blank />}>
          <Outlet />
        </Suspense>
      </div>
    </div>
  );
}
