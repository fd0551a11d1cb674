import { mailSettingsSchema } from '#contracts/collections/mail-settings.ts';
import { paths } from '#contracts/collections/paths.ts';
import { documentUnit } from '../../../platform/documents.ts';
import { useLive } from '../../../platform/live-query.ts';
import { useSession } from '../../../platform/session.ts';

/** The company's own mail server; null while mail leaves through the installation's. */
export function useMailSettings() {
  const { companyId } = useSession();
  return useLive(documentUnit(paths.mailSettings(companyId), mailSettingsSchema));
}
