import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate } from 'react-router';
import { roleCan, type Ability, type Role } from '#contracts/roles.ts';
import { useSession } from '../platform/session.ts';
import { EmptyState } from '../ui/states.tsx';
import { SECTIONS, type Section } from './pages.ts';

/** The sections that the signed-in member may see, each with its allowed pages only. */
export function useSections(): Section[] {
  const { member } = useSession();
  return SECTIONS.map((section) => ({
    ...section,
    pages: section.pages.filter(({ ability }) => isAllowed(member.role, ability)),
  })).filter(({ pages }) => pages.length > 0);
}

/** Shows a page to roles that may use it, and says so to others. */
export function RequireAbility({ ability, children }: { ability: Ability | null; children: ReactNode }) {
  const { member } = useSession();
  return isAllowed(member.role, ability) ? children : <NotAllowed />;
}

/** Leads to the first page of a section that the role may see. */
export function SectionIndex({ path }: { path: string }) {
  const first = useSections().find((section) => section.path === path)?.pages[0];
  return first === undefined ? <NotAllowed /> : <Navigate to={`/${path}/${first.path}`} replace />;
}

/** Null stands for what every member may use. */
function isAllowed(role: Role, ability: Ability | null): boolean {
  return ability === null || roleCan(role, ability);
}

function NotAllowed() {
  const { t } = useTranslation();
  return (
    <EmptyState
      title={t('app.notAllowed.title')}
      body={t('app.notAllowed.body')}
      action={
        <Button variant="default" component={Link} to="/chat">
          {t('app.notAllowed.back')}
        </Button>
      }
    />
  );
}
