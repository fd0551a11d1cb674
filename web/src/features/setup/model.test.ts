import { expect, test } from 'vitest';
import { guessCountry, listCountries } from './model.ts';

test.each([
  ['es-MX', 'MX'],
  ['en-GB', 'GB'],
  ['es-419', 'MX'],
  ['pt', 'BR'],
  ['de', 'US'],
])('guesses the country of %s as %s', (language, country) => {
  expect(guessCountry(language)).toBe(country);
});

test('lists countries in the reader’s language and no codes without a country', () => {
  const countries = listCountries('es');
  expect(countries.find(({ value }) => value === 'BR')?.label).toBe('Brasil');
  expect(countries.some(({ value }) => ['EU', 'ZZ', 'SU', 'QQ'].includes(value))).toBe(false);
  expect(countries.length).toBeGreaterThan(230);
});
