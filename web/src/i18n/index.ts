import { createInstance } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { LOCALES, localeSchema, type Locale } from '#contracts/locales.ts';
import type { en } from './en.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
  }
}

type Widened<Value> = {
  readonly [Key in keyof Value]: Value[Key] extends string ? string : Widened<Value[Key]>;
};

/** The shape that every language fills: the keys of the English one, any text. */
export type Dictionary = Widened<typeof en>;

const STORAGE_KEY = 'colibri.locale';

const dictionaries: Record<Locale, () => Promise<Dictionary>> = {
  en: async () => (await import('./en.ts')).en,
  es: async () => (await import('./es.ts')).es,
  'pt-BR': async () => (await import('./pt-BR.ts')).ptBR,
};

const translations = createInstance();

/** The language of a screen that does not know its reader yet: the last one on this device, else the browser's. */
export function guessLocale(): Locale {
  const stored = localeSchema.safeParse(localStorage.getItem(STORAGE_KEY));
  if (stored.success) return stored.data;
  const wanted = navigator.languages.map((language) => language.toLowerCase().slice(0, 2));
  const matching = wanted.flatMap((prefix) => LOCALES.filter((locale) => locale.slice(0, 2) === prefix));
  return matching[0] ?? 'en';
}

/** Starts the translations with one language; the others are loaded when somebody chooses them. */
export async function startI18n(locale: Locale): Promise<void> {
  await translations.use(initReactI18next).init({
    lng: locale,
    fallbackLng: false,
    resources: { [locale]: { translation: await dictionaries[locale]() } },
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  document.documentElement.lang = locale;
}

/** Changes the language of the whole app, here and at the next start on this device. */
export async function changeLocale(locale: Locale): Promise<void> {
  localStorage.setItem(STORAGE_KEY, locale);
  if (translations.language === locale) return;
  if (!translations.hasResourceBundle(locale, 'translation')) {
    translations.addResourceBundle(locale, 'translation', await dictionaries[locale]());
  }
  await translations.changeLanguage(locale);
  document.documentElement.lang = locale;
}
