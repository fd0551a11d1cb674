import { mailSettingsSchema, type MailSettings } from '#contracts/collections/mail-settings.ts';
import type { MailProblem } from '#contracts/mail.ts';
import { paths } from '#contracts/collections/paths.ts';
import { documentUnit } from './documents.ts';
import { useLive } from './live-query.ts';
import { useSession } from './session.ts';

/** The company's own mail server, for admins; null while mail leaves through the installation's. */
export function useMailSettings() {
  const { companyId } = useSession();
  return useLive(documentUnit(paths.mailSettings(companyId), mailSettingsSchema));
}

interface MailTrouble {
  at: number;
  /** Null where an older document has words alone. */
  problem: MailProblem | null;
  words: string | null;
}

/** Why the last mail could not leave through the company's server; null where it left, or there is no such server. */
export function findMailTrouble(settings: MailSettings | null | undefined): MailTrouble | null {
  if (settings?.lastErrorAt == null) return null;
  const { lastErrorAt, lastProblem, lastError } = settings;
  return { at: lastErrorAt, problem: lastProblem ?? null, words: lastError };
}
