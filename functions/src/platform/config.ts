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

const setupTokenSecret = defineSecret('SETUP_TOKEN');
const keyringSecret = defineSecret('KEYRING');
const signingKeySecret = defineSecret('MEDIA_SIGNING_KEY');

/** What a function may read: named where it is defined, so that it is granted this and nothing else. */
export const SECRETS = {
  setup: [setupTokenSecret],
  /** Provider credentials and signed links: whatever talks to providers. */
  providers: [keyringSecret, signingKeySecret],
  links: [signingKeySecret],
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
