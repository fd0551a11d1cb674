import type { MailProblem } from '#contracts/mail.ts';
import { PrivateMailServerError } from './mail-server.ts';

/** Why a mail did not leave, with the server's own words where they help the admin. */
export interface MailTrouble {
  problem: MailProblem;
  words: string | null;
}

const MAX_WORDS = 300;
/** Of OpenSSL and of Node, such as `ERR_SSL_WRONG_VERSION_NUMBER`, `CERT_HAS_EXPIRED`. */
const TLS_FAULT = /^ERR_(SSL|TLS)_|CERT|SIGNATURE/;

/** What an error of sending says to a person (https://nodemailer.com/errors). */
export function decideMailTrouble(error: unknown): MailTrouble {
  const answer = textOf(error, 'response');
  const words = answer === '' ? null : answer.slice(0, MAX_WORDS);
  if (error instanceof PrivateMailServerError) return { problem: 'mail-not-public', words: null };
  const code = textOf(error, 'code');
  if (code === 'EAUTH') return { problem: 'mail-login-refused', words };
  if (code === 'ETLS' || (code === 'ESOCKET' && TLS_FAULT.test(textOf(error, 'originalCode'))))
    return { problem: 'mail-insecure', words: textOf(error, 'message').slice(0, MAX_WORDS) };
  if (code === 'EENVELOPE' || code === 'EMESSAGE' || words !== null)
    return { problem: 'mail-refused', words };
  return { problem: 'mail-unreachable', words: null };
}

function textOf(error: unknown, name: string): string {
  const value: unknown = error instanceof Error ? Reflect.get(error, name) : undefined;
  return typeof value === 'string' ? value : '';
}
