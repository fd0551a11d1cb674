import { defineSecret, defineString } from 'firebase-functions/params';

/** Where every function runs. Hosting rewrites and the app's callable client name the same region. */
export const REGION = 'us-central1';

const publicBaseUrlParam = defineString('PUBLIC_BASE_URL', {
  default: 'http://127.0.0.1:5000',
  description: 'Origin at which providers reach this installation, such as https://app.example',
});
const twilioApiBaseUrlParam = defineString('TWILIO_API_BASE_URL', {
  default: '',
  description: 'Origin of a look-alike of the Twilio API; empty for Twilio itself',
});

const mailFromParam = defineString('MAIL_FROM', {
  default: '',
  description: 'Address that mail of this installation comes from, such as colibri@example.org',
});
const geminiApiBaseUrlParam = defineString('GEMINI_API_BASE_URL', {
  default: '',
  description: 'Origin of a look-alike of the Gemini API; empty for Gemini itself',
});
const openaiApiBaseUrlParam = defineString('OPENAI_API_BASE_URL', {
  default: '',
  description: 'Origin of a look-alike of the OpenAI API; empty for OpenAI itself',
});

const setupTokenSecret = defineSecret('SETUP_TOKEN');
const keyringSecret = defineSecret('KEYRING');
const signingKeySecret = defineSecret('MEDIA_SIGNING_KEY');
const smtpUrlSecret = defineSecret('SMTP_URL');

/** What a function may read: named where it is defined, so that it is granted this and nothing else. */
export const SECRETS = {
  setup: [setupTokenSecret],
  /** Provider credentials and signed links: whatever talks to providers. */
  providers: [keyringSecret, signingKeySecret],
  links: [signingKeySecret],
  /** Whatever writes mail: passwords of companies' servers, links, and the installation's own server. */
  mail: [keyringSecret, signingKeySecret, smtpUrlSecret],
};

/** Origin at which providers reach this installation, without a slash at the end. */
export function publicBaseUrl(): string {
  return publicBaseUrlParam.value().replace(/\/+$/, '');
}

/** Origin that stands in for Twilio's API, or null for Twilio itself. */
export function twilioApiBaseUrl(): string | null {
  const value = twilioApiBaseUrlParam.value().replace(/\/+$/, '');
  return value === '' ? null : value;
}

/** Origin that stands in for the Gemini API, or null for Gemini itself. */
export function geminiApiBaseUrl(): string | null {
  return readKeyOrigin('GEMINI_API_BASE_URL', geminiApiBaseUrlParam.value());
}

/** Origin that stands in for the OpenAI API, or null for OpenAI itself. */
export function openaiApiBaseUrl(): string | null {
  return readKeyOrigin('OPENAI_API_BASE_URL', openaiApiBaseUrlParam.value());
}

/** Companies' keys go there: encrypted, or not beyond this machine. @throws Error where an origin is neither */
export function readKeyOrigin(name: string, value: string): string | null {
  if (value === '') return null;
  const url = URL.parse(value);
  const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(url?.hostname ?? '');
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback);
  if (url === null || !isSafe) throw new Error(`${name} must be an https origin or one of this machine`);
  return url.href.replace(/\/+$/, '');
}

/** The one-time token of a fresh installation; empty where none is set, which nothing matches. */
export function setupToken(): string {
  return setupTokenSecret.value();
}

/** JSON of the keys that wrap the companies' data keys. */
export function keyringJson(): string {
  return keyringSecret.value();
}

/** 32 random bytes that sign links and callback addresses. Throws where the installation has none. */
export function signingKey(): Buffer {
  const key = Buffer.from(signingKeySecret.value(), 'base64');
  if (key.length < 32) throw new Error('MEDIA_SIGNING_KEY must hold 32 bytes in base64');
  return key;
}

/** A mail server with who signs in there. */
export interface SmtpAddress {
  host: string;
  port: number;
  /** TLS from the first byte; otherwise STARTTLS where the server offers it. */
  isSecure: boolean;
  user: string;
  password: string;
}

/** Ports of SMTP without and with TLS from the first byte (RFC 8314). */
const SMTP_PORTS = { 'smtp:': 587, 'smtps:': 465 };

/**
 * The mail server of the installation, from `SMTP_URL`: `smtp[s]://user:password@host:port`; null where it says `none` or
 * nothing.
 * @throws Error where it is no such address
 */
export function installationSmtp(): SmtpAddress | null {
  const value = smtpUrlSecret.value().trim();
  if (value === '' || value === 'none') return null;
  const url = URL.parse(value);
  if (url === null || (url.protocol !== 'smtp:' && url.protocol !== 'smtps:') || url.hostname === '')
    throw new Error('SMTP_URL must be smtp://user:password@host:port, smtps://... or none');
  return {
    host: url.hostname,
    port: url.port === '' ? SMTP_PORTS[url.protocol] : Number(url.port),
    isSecure: url.protocol === 'smtps:',
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  };
}

/** Address that mail of this installation comes from; empty where none is set. */
export function mailFrom(): string {
  return mailFromParam.value().trim();
}
