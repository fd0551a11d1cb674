import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate } from 'react-router';
import { roleCan, type Ability } from '#contracts/roles.ts';
import { useCan, useSession } from '../platform/session.ts';
import { EmptyState } from '../ui/states.tsx';

/** The pages of the settings with the ability that each asks for, in their order. */
const SETTINGS_PAGES = [
  { path: 'channels', ability: 'channels.manage' },
  { path: 'queues', ability: 'queues.manage' },
  { path: 'tags', ability: 'tags.manage' },
] as const satisfies readonly { path: string; ability: Ability }[];

/** The settings that the signed-in member may see. */
export function useSettingsPages() {
  const { member } = useSession();
  return SETTINGS_PAGES.filter(({ ability }) => roleCan(member.role, ability));
}

/** Shows a page to roles that may use it, and says so to others. */
export function RequireAbility({ ability, children }: { ability: Ability; children: ReactNode }) {
  return useCan(ability) ? children : <NotAllowed />;
}

/** Leads to the first settings page that the role may see. */
export function SettingsIndex() {
  const first = useSettingsPages()[0];
  return first === undefined ? <NotAllowed /> : <Navigate to={`/settings/${first.path}`} replace />;
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
