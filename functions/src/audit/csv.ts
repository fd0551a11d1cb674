/** Lines end as RFC 4180 says. */
const LINE_END = '\r\n';

/** One line of CSV by RFC 4180, with its end. */
export function csvLine(fields: readonly string[]): string {
  return fields.map(csvField).join(',') + LINE_END;
}

/**
 * A spreadsheet takes a field that begins with one of these for a formula, and people choose what names hold: an
 * apostrophe makes it text. https://owasp.org/www-community/attacks/CSV_Injection
 */
function csvField(value: string): string {
  const text = /^[=+\-@\t\r\0]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
