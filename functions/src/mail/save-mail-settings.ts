import type { CallableInput } from '#contracts/callables/index.ts';
import { mailSettingsSchema, type MailSettings } from '#contracts/collections/mail-settings.ts';
import { paths } from '#contracts/collections/paths.ts';
import type { AuditValues } from '#contracts/collections/audit.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { deleteSecret, forgetSecret, readSecretState, writeSecret } from '../connections/secret-store.ts';
import { db } from '../platform/admin.ts';
import type { Call } from '../platform/callable.ts';
import { now } from '../platform/clock.ts';
import { Refusal } from '../platform/refusal.ts';
import { shownEnd } from '../platform/shown-end.ts';
import { MAIL_SECRET_ID } from './mail-server.ts';

type Settings = NonNullable<CallableInput<'saveMailSettings'>['settings']>;

/**
 * Saves the company's own mail server, or removes it so that mail leaves through the installation's. The password is
 * encrypted; where none is given, the stored one stays as long as server and user do.
 * @throws Refusal `invalid-input` where the password has to be entered again
 */
export async function saveMailSettings(call: Call<'saveMailSettings'>): Promise<Record<string, never>> {
  const { companyId, uid, member, input } = call;
  const ref = db().doc(paths.mailSettings(companyId));
  await db().runTransaction(async (transaction) => {
    const [snapshot, state] = await Promise.all([
      transaction.get(ref),
      readSecretState(transaction, companyId, MAIL_SECRET_ID),
    ]);
    const before = snapshot.exists ? mailSettingsSchema.parse(snapshot.data()) : null;
    const { settings } = input;
    if (settings === null) {
      transaction.delete(ref);
      deleteSecret(transaction, companyId, MAIL_SECRET_ID);
    } else {
      const { password } = settings;
      const after = settingsAfter(settings, before, uid);
      if (password !== null)
        writeSecret(transaction, { companyId, secretId: MAIL_SECRET_ID, setBy: uid, state }, password);
      transaction.set(ref, after);
    }
    writeAudit(transaction, {
      companyId,
      action: 'mail.changed',
      by: { uid, name: member.name },
      target: { id: 'mail', name: settings?.host ?? before?.host ?? '' },
      before: described(before),
      after: described(settings),
    });
  });
  forgetSecret(companyId, MAIL_SECRET_ID);
  return {};
}

function settingsAfter(settings: Settings, before: MailSettings | null, uid: string): MailSettings {
  const { password, ...rest } = settings;
  const isSameAccount = before?.host === rest.host && before.port === rest.port && before.user === rest.user;
  // A stored password must never be sent to another server than the one it was entered for.
  if (password === null && rest.user !== '' && !(isSameAccount && before.secretLastFour !== null))
    throw new Refusal('invalid-input', { field: 'settings.password' });
  return {
    ...rest,
    secretLastFour:
      password === null ? (rest.user === '' ? null : (before?.secretLastFour ?? null)) : shownEnd(password),
    changedBy: uid,
    changedAt: now(),
    lastErrorAt: null,
    lastProblem: null,
    lastError: null,
  };
}

function described(
  settings: Pick<MailSettings, 'host' | 'port' | 'user' | 'fromName' | 'fromAddress'> | null,
): AuditValues {
  if (settings === null) return { host: null, port: null, user: null, fromName: null, fromAddress: null };
  const { host, port, user, fromName, fromAddress } = settings;
  return { host, port, user, fromName, fromAddress };
}
