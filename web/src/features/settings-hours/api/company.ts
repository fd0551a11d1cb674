import { companySchema } from '#contracts/collections/company.ts';
import { paths } from '#contracts/collections/paths.ts';
import { documentUnit } from '../../../platform/documents.ts';
import { useLive } from '../../../platform/live-query.ts';
import { useSession } from '../../../platform/session.ts';

/** The signed-in member's company, with its time zone and its hours. */
export function useCompany() {
  const { companyId } = useSession();
  return useLive(documentUnit(paths.company(companyId), companySchema));
}
