import { usageSchema } from '#contracts/collections/automation.ts';
import { paths } from '#contracts/collections/paths.ts';
import { dayIn } from '../../../i18n/time.ts';
import { documentUnit } from '../../../platform/documents.ts';
import { useLive } from '../../../platform/live-query.ts';
import { useSession } from '../../../platform/session.ts';
import { useCompanyQuery } from '../../../platform/workspace.ts';
import { useNow } from '../../../platform/use-now.ts';

/** What the assistants used today, in the company's time zone; null before the first answer of the day. */
export function useUsageToday() {
  const { companyId } = useSession();
  const company = useCompanyQuery();
  const timeZone = company.data?.timeZone;
  const day = dayIn(useNow(), timeZone ?? 'UTC');
  const usage = useLive(documentUnit(paths.usage(companyId, day), usageSchema), {
    enabled: timeZone !== undefined,
  });
  return { data: usage.data, error: company.error ?? usage.error };
}
