import { useTranslation } from 'react-i18next';
import { useTimeZone } from './time-zone.ts';
import { clockTime, dayName, exactTime, shortDate, shortTime } from './time.ts';

/** The reader's language for Intl, and time in its words and in the reader's time zone. */
export function useTimeWords() {
  const { t, i18n } = useTranslation();
  const locale = i18n.language;
  const reader = { locale, timeZone: useTimeZone() };
  const words = { now: t('time.now'), today: t('time.today'), yesterday: t('time.yesterday') };
  return {
    locale,
    short: (atMs: number, nowMs: number) => shortTime(atMs, nowMs, reader, words),
    day: (atMs: number, nowMs: number) => dayName(atMs, nowMs, reader, words),
    clock: (atMs: number) => clockTime(atMs, reader),
    exact: (atMs: number) => exactTime(atMs, reader),
    date: (atMs: number) => shortDate(atMs, reader),
  };
}
