import { Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, Outlet, useLocation } from 'react-router';
import { useSections } from '../abilities.tsx';
import { Blank } from '../blank.tsx';
import './section.css';

/** A section such as the settings: its pages at the left, one of them at the right. */
export function SectionRoute({ path }: { path: string }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const nav = useRef<HTMLElement>(null);
  const section = useSections().find((candidate) => candidate.path === path);
  // On a phone the pages are a line that scrolls: where one is must be on the screen.
  useEffect(() => {
    const links = [...(nav.current?.querySelectorAll('a') ?? [])];
    const current = links.find((link) => pathname.startsWith(link.pathname));
    current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [pathname]);

  return (
    <div className="section">
      {section !== undefined && section.pages.length > 1 && (
        <nav ref={nav} className="section-nav" aria-label={t(section.title)}>
          <h1>{t(section.title)}</h1>
          {section.pages.map(({ path: pagePath, title, icon: PageIcon }) => (
            <NavLink key={pagePath} to={`/${path}/${pagePath}`}>
              <PageIcon size={18} stroke={1.5} aria-hidden /> {t(title)}
            </NavLink>
          ))}
        </nav>
      )}
      <div className="section-body">
        <Suspense fallback={<Blank />}>
          <Outlet />
        </Suspense>
      </div>
    </div>
  );
}
