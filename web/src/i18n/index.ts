import { createInstance } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { LOCALES, localeSchema, type Locale } from '#contracts/locales.ts';
import type { botEditor } from './botEditor/en.ts';
import type { chatbot } from './chatbot/en.ts';
import type { en } from './en.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en & { chatbot: typeof chatbot; botEditor: typeof botEditor } };
  }
}

type Widened<Value> = {
  readonly [Key in keyof Value]: Value[Key] extends string ? string : Widened<Value[Key]>;
};

/** The shape that every language fills: the keys of the English one, any text. */
export type Dictionary = Widened<typeof en>;

/** The sentences of a section that are loaded with its pages, so that the start does not carry them. */
export interface LazyAreas {
  chatbot: Widened<typeof chatbot>;
  botEditor: Widened<typeof botEditor>;
}

const STORAGE_KEY = 'colibri.locale';

const dictionaries: Record<Locale, () => Promise<Dictionary>> = {
  en: async () => (await import('./en.ts')).en,
  es: async () => (await import('./es.ts')).es,
  'pt-BR': async () => (await import('./pt-BR.ts')).ptBR,
};

const lazyAreas: {
  [Area in keyof LazyAreas]: Record<Locale, () => Promise<LazyAreas[Area]>>;
} = {
  chatbot: {
    en: async () => (await import('./chatbot/en.ts')).chatbot,
    es: async () => (await import('./chatbot/es.ts')).chatbot,
    'pt-BR': async () => (await import('./chatbot/pt-BR.ts')).chatbot,
  },
  botEditor: {
    en: async () => (await import('./botEditor/en.ts')).botEditor,
    es: async () => (await import('./botEditor/es.ts')).botEditor,
    'pt-BR': async () => (await import('./botEditor/pt-BR.ts')).botEditor,
  },
};
const wantedAreas = new Set<keyof LazyAreas>();

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
  await Promise.all([...wantedAreas].map((area) => addArea(locale, area)));
  await translations.changeLanguage(locale);
  document.documentElement.lang = locale;
}

/** Adds the sentences of an area in the present language; a change of language brings them along. */
export async function loadArea(area: keyof LazyAreas): Promise<void> {
  wantedAreas.add(area);
  await addArea(localeSchema.parse(translations.language), area);
}

async function addArea(locale: Locale, area: keyof LazyAreas): Promise<void> {
  if (translations.getResource(locale, 'translation', area) !== undefined) return;
  translations.addResourceBundle(locale, 'translation', { [area]: await lazyAreas[area][locale]() }, true);
}
