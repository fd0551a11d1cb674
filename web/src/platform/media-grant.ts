import { queryOptions, useQuery } from '@tanstack/react-query';
import type { CallableOutput } from '#contracts/callables/index.ts';
import type { AppError } from './app-error.ts';
import { callCallable } from './call-callable.ts';
import { useSession } from './session.ts';

/** The grant is valid for 15 minutes; one that is older than this is replaced. */
const FRESH_MS = 14 * 60_000;

/**
 * How to read the company's media: a function from a stored path to an address, or null until the grant has arrived.
 * One call serves all files for 14 minutes.
 *
 * @param isNeeded false while nothing on the screen needs a file.
 */
export function useMediaAddress(isNeeded: boolean) {
  const { companyId } = useSession();
  const { data, refetch, error } = useQuery({ ...mediaGrantOptions(companyId), enabled: isNeeded });
  return {
    toAddress: data === undefined ? null : (path: string) => mediaAddress(path, data.query),
    renew: refetch,
    error,
  };
}

/** The grant as a query, for what reads files outside of a component. */
export function mediaGrantOptions(companyId: string) {
  return queryOptions<CallableOutput<'getMediaGrant'>, AppError>({
    queryKey: ['media-grant', companyId],
    queryFn: () => callCallable('getMediaGrant', {}),
    staleTime: FRESH_MS,
    gcTime: FRESH_MS,
  });
}

/** Where a stored file is read with a grant. */
export function mediaAddress(path: string, grantQuery: string): string {
  return `/media/${path.split('/').map(encodeURIComponent).join('/')}?${grantQuery}`;
}
