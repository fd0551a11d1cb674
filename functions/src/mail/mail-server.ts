import { lookup } from 'node:dns/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Transporter } from 'nodemailer';
import { mailSettingsSchema, type MailSettings } from '#contracts/collections/mail-settings.ts';
import { paths } from '#contracts/collections/paths.ts';
import { readSecret } from '../connections/secret-store.ts';
import { db } from '../platform/admin.ts';
import { installationSmtp, mailFrom, type SmtpAddress } from '../platform/config.ts';
import { isPublicAddress } from '../platform/http/address.ts';

/** Under which id the company's SMTP password is kept. */
export const MAIL_SECRET_ID = 'mail';

const TIMEOUT_MS = 15_000;
/** The system's own limit for a name that no server knows can be longer than whoever tries it would wait. */
const LOOKUP_TIMEOUT_MS = 5_000;

/** A server that takes mail, and whom mail comes from. */
export interface MailServer {
  address: SmtpAddress;
  from: { name: string; address: string };
  /** Whether it is the company's own. */
  isOwn: boolean;
}

/** The company's own mail settings; null: mail leaves through the installation's server. */
export async function readMailSettings(companyId: string): Promise<MailSettings | null> {
  const snapshot = await db().doc(paths.mailSettings(companyId)).get();
  return snapshot.exists ? mailSettingsSchema.parse(snapshot.data()) : null;
}

/** Where a company's mail leaves: its own server, else the installation's; null where neither is set up. */
export async function findMailServer(companyId: string, companyName: string): Promise<MailServer | null> {
  const settings = await readMailSettings(companyId);
  if (settings === null) {
    const address = installationSmtp();
    const from = { name: companyName, address: mailFrom() };
    return address === null || from.address === '' ? null : { address, from, isOwn: false };
  }
  const { host, port, isSecure, user, fromName, fromAddress } = settings;
  const password = settings.secretLastFour === null ? '' : await readSecret(companyId, MAIL_SECRET_ID);
  return {
    address: { host, port, isSecure, user, password },
    from: { name: fromName, address: fromAddress },
    isOwn: true,
  };
}

/** The server of a company's settings points at this machine or a private network. */
export class PrivateMailServerError extends Error {
  override readonly name = 'PrivateMailServerError';
}

/**
 * A connection to a mail server. A company names its server itself, so the name is resolved once, every address must be
 * public, and the connection goes to the address that was judged. Only the installation's own server may be private, and
 * a company only as an account of it: a server that takes anybody's mail from inside would take it in anybody's name.
 * A company's password leaves over TLS or not at all.
 * @throws PrivateMailServerError
 */
export async function connectMailServer({ address, isOwn }: MailServer): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  const { host, port, isSecure, user, password } = address;
  const hasAccount = user !== '';
  const isForeign = isOwn && !(hasAccount && isInstallations(address));
  const target = isForeign ? await resolvePublic(host) : host;
  return createTransport({
    host: target,
    port,
    secure: isSecure,
    tls: { servername: host },
    ...(hasAccount ? { auth: { user, pass: password }, forceAuth: true, requireTLS: isForeign } : {}),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    // A mail names no file and no address to be fetched from here.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

function isInstallations({ host, port }: SmtpAddress): boolean {
  const own = installationSmtp();
  return own !== null && own.host === host && own.port === port;
}

async function resolvePublic(host: string): Promise<string> {
  const addresses = await Promise.race([
    lookup(host, { all: true }),
    delay(LOOKUP_TIMEOUT_MS, [], { ref: false }).then(() => {
      throw new Error(`${host} was not found in time`);
    }),
  ]);
  const [first] = addresses;
  if (first === undefined || !addresses.every(({ address }) => isPublicAddress(address)))
    throw new PrivateMailServerError(`${host} is not on the public internet`);
  return first.address;
}
