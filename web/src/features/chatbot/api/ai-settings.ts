import { aiSettingsSchema } from '#contracts/collections/automation.ts';
import { paths } from '#contracts/collections/paths.ts';
import { documentUnit } from '../../../platform/documents.ts';
import { useLive } from '../../../platform/live-query.ts';
import { useCan, useSession } from '../../../platform/session.ts';

/**
 * Keys by their last four characters, allowed hosts and the budget of a day; null before the first change. Roles that
 * may not manage them are not answered, so nothing is asked for them.
 */
export function useAiSettings() {
  const { companyId } = useSession();
  return useLive(documentUnit(paths.aiSettings(companyId), aiSettingsSchema), {
    enabled: useCan('automation.manage'),
  });
}
