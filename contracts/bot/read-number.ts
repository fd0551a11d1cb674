/**
 * Countries that write 1,234.5. In the others a lone comma or point before three digits is read the other way round.
 * https://en.wikipedia.org/wiki/Decimal_separator
 */
const WITH_DECIMAL_POINT = new Set(
  'US CA GB IE AU NZ MX GT HN NI PA SV DO PR PE IN PK BD LK CN HK TW JP KR SG MY TH PH IL NG KE GH JM TT BZ'.split(
    ' ',
  ),
);
const MAX_DIGITS = 15;

/**
 * A number as people write it: `1234`, `1.234,50`, `1,234.50`, `-12,5`, `$ 1 200`.
 *
 * @param country decides what a lone separator before three digits means: `1.234` is 1234 in Brazil.
 * @returns digits with a point for decimals, or null.
 */
export function readNumber(text: string, country: string): string | null {
  const bare = text
    .replace(/^\s*(?:[A-Za-z]{0,3}\p{Sc})\s*/u, '')
    .replace(/\s*(?:\p{Sc}|%)\s*$/u, '')
    .replace(/^\s*[+]/, '')
    .replaceAll('−', '-')
    .trim();
  const match = /^(-?)\s*(\d[\d.,'’\s]*)$/.exec(bare);
  if (match === null) return null;
  const [, sign = '', written = ''] = match;
  const decimal = decimalSeparator(written, country);
  const pieces = decimal === null ? [written] : written.split(decimal);
  const [whole = '', fraction = ''] = pieces;
  if (pieces.length > 2 || !isGrouped(whole) || !/^\d*$/.test(fraction)) return null;
  const digits = whole.replace(/\D/g, '').replace(/^0+(?=\d)/, '');
  if (digits.length + fraction.length > MAX_DIGITS) return null;
  const kept = fraction.replace(/0+$/, '');
  const value = kept === '' ? digits : `${digits}.${kept}`;
  return sign === '-' && value !== '0' ? `-${value}` : value;
}

/** Which of `.` and `,` stands before the decimals; null where none does. */
function decimalSeparator(written: string, country: string): ',' | '.' | null {
  const lastPoint = written.lastIndexOf('.');
  const lastComma = written.lastIndexOf(',');
  if (lastPoint === -1 && lastComma === -1) return null;
  if (lastPoint !== -1 && lastComma !== -1) return lastPoint > lastComma ? '.' : ',';
  const separator = lastPoint === -1 ? ',' : '.';
  const [before = '', after = '', ...more] = written.split(separator);
  if (more.length > 0) return null;
  const couldGroup = after.length === 3 && /^[1-9]\d{0,2}$/.test(before);
  if (!couldGroup) return separator;
  return separator === (WITH_DECIMAL_POINT.has(country) ? '.' : ',') ? separator : null;
}

/** Digits alone, or groups of three behind one kind of separator. */
function isGrouped(whole: string): boolean {
  const [separator] = /\D/.exec(whole) ?? [];
  if (separator === undefined) return whole !== '';
  const [first = '', ...groups] = whole.split(separator);
  return (
    /^\d{1,3}$/.test(first) &&
    groups.every((group) => /^\d{2,3}$/.test(group)) &&
    /^\d{3}$/.test(groups.at(-1) ?? '')
  );
}
