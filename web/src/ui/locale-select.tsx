import { NativeSelect } from '@mantine/core';
import { LOCALES, type Locale } from '#contracts/locales.ts';
import { LANGUAGE_NAMES } from '../i18n/language-names.ts';

interface LocaleSelectProps {
  label: string;
  description?: string;
  value: Locale;
  onChange: (locale: Locale) => void;
}

/** The languages, each in its own words. */
export function LocaleSelect({ onChange, ...field }: LocaleSelectProps) {
  return (
    <NativeSelect
      {...field}
      data={LOCALES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
      onChange={(event) => {
        const locale = LOCALES.find((known) => known === event.currentTarget.value);
        if (locale !== undefined) onChange(locale);
      }}
    />
  );
}
