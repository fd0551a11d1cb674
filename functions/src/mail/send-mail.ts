import type { Mail } from '#contracts/mail.ts';
import { paths } from '#contracts/collections/paths.ts';
import { UnreadableSecretError } from '../connections/secret-store.ts';
import { invitationLink } from '../people/invitation-link.ts';
import { db } from '../platform/admin.ts';
import { now } from '../platform/clock.ts';
import { findCompany } from '../platform/company.ts';
import { publicBaseUrl } from '../platform/config.ts';
import { log } from '../platform/log.ts';
import { connectMailServer, findMailServer, PrivateMailServerError, type MailServer } from './mail-server.ts';
import { writeMail } from './write-mail.ts';

/** What became of a mail. `refused` and `unreachable` carry the server's own words, for people. */
export type MailOutcome =
  { outcome: 'sent' } | { outcome: 'not-configured' } | { outcome: 'refused' | 'unreachable'; words: string };

/**
 * Sends one mail through the company's server, or the installation's.
 * @param messageKey the same for the same mail: mail programs show two deliveries of one Message-ID once
 */
export async function sendMail(companyId: string, mail: Mail, messageKey: string): Promise<MailOutcome> {
  const company = await findCompany(companyId);
  if (company === null) return { outcome: 'not-configured' };
  const server = await openServer(companyId, company.name);
  if (server === null) return { outcome: 'not-configured' };
  const { content } = mail;
  const written = writeMail(mail, {
    invitationLink: content.template === 'invitation' ? invitationLink(content.invitationId) : null,
    timeZone: company.timeZone,
  });
  const result = await deliver(server, mail.to, { ...written, messageKey });
  if (server.isOwn && result.outcome !== 'sent') await noteTrouble(companyId, result);
  return result;
}

/** Null where no server is set up, or its password has to be entered anew. */
async function openServer(companyId: string, companyName: string): Promise<MailServer | null> {
  try {
    return await findMailServer(companyId, companyName);
  } catch (error) {
    if (!(error instanceof UnreadableSecretError)) throw error;
    log.error('mail password cannot be read', error, { companyId });
    return null;
  }
}

async function deliver(
  server: MailServer,
  to: string,
  { messageKey, ...written }: ReturnType<typeof writeMail> & { messageKey: string },
): Promise<MailOutcome> {
  try {
    const transporter = await connectMailServer(server);
    await transporter.sendMail({
      from: server.from,
      to: { name: '', address: to },
      ...written,
      messageId: `<${messageKey}@${new URL(publicBaseUrl()).hostname}>`,
      // Nobody's out-of-office answers a machine (RFC 3834).
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
    return { outcome: 'sent' };
  } catch (error) {
    return toOutcome(error);
  }
}

/** 5xx and a refused sign-in stay so until a person acts; everything else may pass. */
function toOutcome(error: unknown): MailOutcome {
  const words = error instanceof Error ? error.message.slice(0, 300) : String(error);
  const responseCode: unknown = error instanceof Error ? Reflect.get(error, 'responseCode') : undefined;
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  const isFinal =
    error instanceof PrivateMailServerError ||
    code === 'EAUTH' ||
    (typeof responseCode === 'number' && responseCode >= 500);
  return { outcome: isFinal ? 'refused' : 'unreachable', words };
}

/** Shows admins that their server is in trouble. */
async function noteTrouble(companyId: string, result: MailOutcome): Promise<void> {
  await db()
    .doc(paths.mailSettings(companyId))
    .update({ lastErrorAt: now(), lastError: 'words' in result ? result.words : result.outcome });
}
