import { companySchema } from '#contracts/collections/company.ts';
import { paths } from '#contracts/collections/paths.ts';
import { documentUnit } from '../../../platform/documents.ts';
import { useLive } from '../../../platform/live-query.ts';
import { useSession } from '../../../platform/session.ts';

/** The company's own document, for its time zone, name and country. */
export function useCompany() {
  const { companyId } = useSession();
  return useLive(documentUnit(paths.company(companyId), companySchema));
}
