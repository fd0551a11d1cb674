import { clientSchema } from '#contracts/collections/client.ts';
import { paths } from '#contracts/collections/paths.ts';
import { documentUnit } from '../../../platform/documents.ts';
import { useLive } from '../../../platform/live-query.ts';
import { useSession } from '../../../platform/session.ts';

/** One client; null when there is no such document. */
export function useClient(clientId: string) {
  const { companyId } = useSession();
  return useLive(documentUnit(paths.client(companyId, clientId), clientSchema));
}
