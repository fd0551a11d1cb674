import { useMantineColorScheme } from '@mantine/core';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ACCENT_COLORS, type Accent } from '#contracts/accents.ts';
import type { Preferences } from '#contracts/collections/member.ts';
import { changeLocale } from '../../../i18n/index.ts';
import { DEVICE_TIME_ZONE, TimeZoneContext } from '../../../i18n/time-zone.ts';
import { applyLook, lookOf } from '../../../platform/look-store.ts';
import { PreferencesContext } from '../../../platform/preferences.ts';
import { useSession } from '../../../platform/session.ts';
import { useCompanyQuery } from '../../../platform/workspace.ts';
import { showNotice } from '../../../ui/notices.tsx';
import { savePreferences, usePreferencesQuery } from '../api/preferences.ts';

const DEFAULTS = {
  colorScheme: 'auto',
  sound: true,
  enterSends: true,
  accent: 'company',
  notify: 'mine',
} as const satisfies Partial<Preferences>;

const NOTHING_AHEAD = { of: undefined, changes: {} };

/** Applies the member's preferences to this device and lets every screen change them. */
export function PreferencesProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { companyId, uid, member } = useSession();
  const { data } = usePreferencesQuery(companyId, uid);
  const { setColorScheme } = useMantineColorScheme();

  /** What was changed since `data` came: a second change must not take the first one back. */
  const [ahead, setAhead] = useState<{ of: typeof data; changes: Partial<Preferences> }>(NOTHING_AHEAD);
  const changes = ahead.of === data ? ahead.changes : NOTHING_AHEAD.changes;
  const preferences = useMemo<Preferences>(() => {
    const { id: _id, ...chosen } = data ?? { id: '' };
    return { ...DEFAULTS, locale: member.locale, ...chosen, ...changes };
  }, [data, member.locale, changes]);

  useEffect(() => {
    if (data !== undefined) setColorScheme(preferences.colorScheme);
  }, [data, preferences.colorScheme, setColorScheme]);

  useAccent(data === undefined ? undefined : preferences.accent);

  useEffect(() => {
    if (data !== undefined) changeLocale(preferences.locale).catch(reportError);
  }, [data, preferences.locale]);

  const access = useMemo(
    () => ({
      preferences,
      change: (part: Partial<Preferences>) => {
        setAhead({ of: data, changes: { ...changes, ...part } });
        savePreferences(
          { companyId, uid },
          { ...preferences, ...part },
          { changed: Object.keys(part), isStored: data === undefined ? undefined : data !== null },
        ).catch(() => {
          setAhead(NOTHING_AHEAD);
          showNotice({ message: t('account.saveFailed'), tone: 'danger' });
        });
      },
    }),
    [preferences, changes, data, companyId, uid, t],
  );
  return (
    <PreferencesContext value={access}>
      <TimeZoneContext value={member.timeZone ?? DEVICE_TIME_ZONE}>{children}</TimeZoneContext>
    </PreferencesContext>
  );
}

/** Shows the company's brand, and the member's accent or the company's; undefined: not known yet, so nothing changes. */
function useAccent(accent: Accent | undefined): void {
  const company = useCompanyQuery().data;
  useEffect(() => {
    if (accent === undefined || !company) return;
    const { name, branding } = company;
    const color = accent === 'company' ? (branding?.accent ?? null) : ACCENT_COLORS[accent];
    lookOf(color, { name, logo: branding?.logo ?? null }).then(applyLook, reportError);
  }, [accent, company]);
}
