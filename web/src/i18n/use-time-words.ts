import { useTranslation } from 'react-i18next';
import { clockTime, dayName, exactTime, shortDate, shortTime } from './time.ts';

/** The reader's language for Intl, and time in its words. */
export function useTimeWords() {
  const { t, i18n } = useTranslation();
  const locale = i18n.language;
  const words = { now: t('time.now'), today: t('time.today'), yesterday: t('time.yesterday') };
  return {
    locale,
    short: (atMs: number, nowMs: number) => shortTime(atMs, nowMs, locale, words),
    day: (atMs: number, nowMs: number) => dayName(atMs, nowMs, locale, words),
    clock: (atMs: number) => clockTime(atMs, locale),
    exact: (atMs: number) => exactTime(atMs, locale),
    date: (atMs: number) => shortDate(atMs, locale),
  };
}
