import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '#contracts/roles.ts';
import { showNotice } from '../../ui/notices.tsx';

/** Whose role this device has last shown, and which. */
const SHOWN_KEY = 'colibri.role';

/** Tells members whose role is another than when they were last here: pages may have come or gone. */
export function useRoleNotice(session: { uid: string; member: { role: Role } } | null): void {
  const { t } = useTranslation();
  const uid = session?.uid;
  const role = session?.member.role;
  useEffect(() => {
    if (uid === undefined || role === undefined) return;
    const shown = localStorage.getItem(SHOWN_KEY);
    if (shown === `${uid} ${role}`) return;
    localStorage.setItem(SHOWN_KEY, `${uid} ${role}`);
    if (shown?.startsWith(`${uid} `) === true)
      showNotice({ message: t('account.roleNow', { role: t(`roles.name.${role}`) }), durationMs: 15_000 });
  }, [uid, role, t]);
}
