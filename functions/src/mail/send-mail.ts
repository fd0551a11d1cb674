import { mailSettingsSchema } from '#contracts/collections/mail-settings.ts';
import { paths } from '#contracts/collections/paths.ts';
import type { Mail } from '#contracts/mail.ts';
import { UnreadableSecretError } from '../connections/secret-store.ts';
import { invitationLink } from '../people/invitation-link.ts';
import { db } from '../platform/admin.ts';
import { now } from '../platform/clock.ts';
import { findCompany } from '../platform/company.ts';
import { publicBaseUrl } from '../platform/config.ts';
import { log } from '../platform/log.ts';
import { decideMailTrouble, type MailTrouble } from './decide-mail-trouble.ts';
import { connectMailServer, findMailServer, type MailServer } from './mail-server.ts';
import { writeMail } from './write-mail.ts';

/** What became of a mail. */
type MailOutcome =
  { outcome: 'sent' } | { outcome: 'not-configured' } | ({ outcome: 'failed' } & MailTrouble);

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
  if (server.isOwn) await noteTrouble(companyId, result.outcome === 'failed' ? result : null);
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
): Promise<Exclude<MailOutcome, { outcome: 'not-configured' }>> {
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
    return { outcome: 'failed', ...decideMailTrouble(error) };
  }
}

/** Shows admins that their server is in trouble, or that it no longer is. The settings may be gone meanwhile. */
async function noteTrouble(companyId: string, trouble: MailTrouble | null): Promise<void> {
  const ref = db().doc(paths.mailSettings(companyId));
  await db().runTransaction(async (transaction) => {
    const snapshot = await transaction.get(ref);
    if (!snapshot.exists) return;
    const { lastErrorAt } = mailSettingsSchema.parse(snapshot.data());
    if (trouble === null && lastErrorAt === null) return;
    transaction.update(ref, {
      lastErrorAt: trouble === null ? null : now(),
      lastProblem: trouble?.problem ?? null,
      lastError: trouble?.words ?? null,
    });
  });
}
