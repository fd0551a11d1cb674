import type { Locale } from '#contracts/locales.ts';

/** Each language by its own name, so that whoever reads it finds it. */
export const LANGUAGE_NAMES: Record<Locale, string> = {
  en: 'English',
  es: 'Español',
  'pt-BR': 'Português (Brasil)',
};
