import { useMantineColorScheme } from '@mantine/core';
import { useEffect, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Preferences } from '#contracts/collections/member.ts';
import { changeLocale } from '../../../i18n/index.ts';
import { PreferencesContext } from '../../../platform/preferences.ts';
import { useSession } from '../../../platform/session.ts';
import { showNotice } from '../../../ui/notices.tsx';
import { savePreferences, usePreferencesQuery } from '../api/preferences.ts';

/** Applies the member's preferences to this device and lets every screen change them. */
export function PreferencesProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { companyId, uid, member } = useSession();
  const { data } = usePreferencesQuery(companyId, uid);
  const { setColorScheme } = useMantineColorScheme();

  const preferences = useMemo<Preferences>(() => {
    if (!data) return { colorScheme: 'auto', locale: member.locale, sound: true, enterSends: true };
    const { colorScheme, locale, sound, enterSends } = data;
    return { colorScheme, locale, sound, enterSends };
  }, [data, member.locale]);

  useEffect(() => {
    if (data !== undefined) setColorScheme(preferences.colorScheme);
  }, [data, preferences.colorScheme, setColorScheme]);

  useEffect(() => {
    if (data !== undefined) changeLocale(preferences.locale).catch(reportError);
  }, [data, preferences.locale]);

  const access = useMemo(
    () => ({
      preferences,
      change: (part: Partial<Preferences>) => {
        savePreferences(companyId, uid, { ...preferences, ...part }).catch(() =>
          showNotice({ message: t('account.saveFailed'), tone: 'danger' }),
        );
      },
    }),
    [preferences, companyId, uid, t],
  );
  return <PreferencesContext value={access}>{children}</PreferencesContext>;
}
