import { logger } from 'firebase-functions';

type Fields = Record<string, string | number | boolean | null | undefined>;

/** Names of fields that must never reach a log, whoever passes them. */
const SECRET_FIELD = /token|secret|password|authorization|signature|cookie|^text$|^body$/i;
/** Seven digits or more in a row, as in phone numbers; ids of ours and of Twilio hold letters. */
const LONG_NUMBER = /(?<![A-Za-z0-9])\+?\d{3,}(\d{4})(?![A-Za-z0-9])/g;

/** Shortens phone numbers in any text to their last four digits. */
export function redact(text: string): string {
  return text.replace(LONG_NUMBER, '…$1');
}

function safe(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      if (SECRET_FIELD.test(name)) return [name, '[redacted]'];
      return [name, typeof value === 'string' ? redact(value) : value];
    }),
  );
}

/** Structured lines: a stable event name and ids. Never message text, tokens or full phone numbers. */
export const log = {
  info: (event: string, fields: Fields = {}) => logger.info(event, safe(fields)),
  warn: (event: string, fields: Fields = {}) => logger.warn(event, safe(fields)),
  /** Adds the error's type, its message without numbers, and its stack. */
  error: (event: string, error: unknown, fields: Fields = {}) =>
    logger.error(event, { ...safe(fields), ...describeError(error) }),
};

function describeError(error: unknown): Fields {
  if (!(error instanceof Error)) return { error: redact(String(error)) };
  const code: unknown = Reflect.get(error, 'code');
  return {
    error: redact(error.message),
    errorName: error.name,
    errorCode: typeof code === 'string' || typeof code === 'number' ? code : undefined,
    stack: redact(error.stack ?? ''),
  };
}
