import { foldWords } from './words.ts';

/** Countries that write the month before the day. */
const MONTH_FIRST = new Set(['US', 'PR', 'PH', 'BZ', 'PA']);

/** The months in English, Spanish and Portuguese, without accents. */
const MONTHS = [
  'january enero janeiro',
  'february febrero fevereiro',
  'march marzo marco',
  'april abril',
  'may mayo maio',
  'june junio junho',
  'july julio julho',
  'august agosto',
  'september septiembre setiembre setembro',
  'october octubre outubro',
  'november noviembre novembro',
  'december diciembre dezembro',
].map((names) => names.split(' '));
const MIN_MONTH_LETTERS = 3;

/** Years of two digits up to this one are read as 20xx: of this century's plans, and of the last century's births. */
const LAST_SHORT_YEAR = 49;

/**
 * A date as people write it: `2026-11-28`, `28/11/2026`, `28.11.26`, `28 de noviembre de 2026`, `Nov 28, 2026`.
 *
 * @param country decides which of two small numbers is the day.
 * @returns `2026-11-28`, or null where it is no date or names no year.
 */
export function readDate(text: string, country: string): string | null {
  const words = foldWords(text)
    .split(' ')
    .map((word) => word.replace(/^(\d{1,2})(?:st|nd|rd|th|[oaºª])$/, '$1'))
    .filter((word) => !['de', 'del', 'do', 'of', 'the', 'el', 'em', 'dia'].includes(word));
  const [first = '', second = '', third = ''] = words;
  if (words.length !== 3) return null;
  const firstMonth = monthOf(first);
  if (firstMonth !== null) return toIso(third, firstMonth, second);
  const secondMonth = monthOf(second);
  if (secondMonth !== null) {
    return first.length === 4 ? toIso(first, secondMonth, third) : toIso(third, secondMonth, first);
  }
  if (!words.every((word) => /^\d{1,4}$/.test(word))) return null;
  if (first.length === 4) return toIso(first, Number(second), third);
  const isMonthFirst = Number(second) > 12 || (MONTH_FIRST.has(country) && Number(first) <= 12);
  return isMonthFirst ? toIso(third, Number(first), second) : toIso(third, Number(second), first);
}

/** A month by its name or the first letters of it. */
function monthOf(word: string): number | null {
  if (word.length < MIN_MONTH_LETTERS) return null;
  const index = MONTHS.findIndex((names) => names.some((name) => name.startsWith(word)));
  return index === -1 ? null : index + 1;
}

function toIso(year: string, month: number, day: string): string | null {
  if (!/^(\d{2}|\d{4})$/.test(year) || !/^\d{1,2}$/.test(day)) return null;
  const fullYear =
    year.length === 4 ? Number(year) : Number(year) + (Number(year) <= LAST_SHORT_YEAR ? 2000 : 1900);
  if (fullYear < 1900 || fullYear > 2199 || month < 1 || month > 12) return null;
  const daysInMonth = new Date(Date.UTC(fullYear, month, 0)).getUTCDate();
  if (Number(day) < 1 || Number(day) > daysInMonth) return null;
  return `${fullYear}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;
}
