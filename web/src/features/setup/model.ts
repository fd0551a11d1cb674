/** Where most companies that read these languages are, as the first guess of a form. */
const COUNTRY_OF_LANGUAGE: Record<string, string> = { en: 'US', es: 'MX', pt: 'BR' };

/** The country that a browser's language names (`es-MX`), or the likeliest one. ISO 3166-1 alpha-2. */
export function guessCountry(language: string): string {
  const { language: plain, region } = new Intl.Locale(language);
  return region !== undefined && /^[A-Z]{2}$/.test(region) ? region : (COUNTRY_OF_LANGUAGE[plain] ?? 'US');
}

const LETTERS = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');

/** Every country that the browser can name, by name in the reader's language. */
export function listCountries(locale: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' });
  return LETTERS.flatMap((first) => LETTERS.map((second) => first + second))
    .filter((code) => !NOT_COUNTRIES.has(code))
    .flatMap((value) => {
      const label = names.of(value);
      return label === undefined ? [] : [{ value, label }];
    })
    .toSorted((a, b) => a.label.localeCompare(b.label, locale));
}

/** Codes that have a name but are no country of today: groups, test codes, and withdrawn ones. */
const NOT_COUNTRIES = new Set(
  'AN BU CS DD DY EU EZ FX HV NH NQ NT PC PU PZ QO QU RH SU TP UK UN VD WK XA XB YD YU ZR ZZ'.split(' '),
);
