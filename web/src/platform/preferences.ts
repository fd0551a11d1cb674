import { createContext, useContext } from 'react';
import type { Preferences } from '#contracts/collections/member.ts';

interface PreferencesAccess {
  preferences: Preferences;
  /** Changes some of them, here and on the member's other devices. */
  change: (part: Partial<Preferences>) => void;
}

export const PreferencesContext = createContext<PreferencesAccess | null>(null);

/** The member's own preferences. Only for components below the session gate. */
export function usePreferences(): PreferencesAccess {
  const access = useContext(PreferencesContext);
  if (access === null) throw new Error('usePreferences() stands outside the session gate.');
  return access;
}
