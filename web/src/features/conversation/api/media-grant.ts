import { useQuery } from '@tanstack/react-query';
import type { AppError } from '../../../platform/app-error.ts';
import { callCallable } from '../../../platform/call-callable.ts';
import { useSession } from '../../../platform/session.ts';

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
  const grant = useQuery<{ query: string; expiresAt: number }, AppError>({
    queryKey: ['media-grant', companyId],
    queryFn: () => callCallable('getMediaGrant', {}),
    enabled: isNeeded,
    staleTime: FRESH_MS,
    gcTime: FRESH_MS,
  });
  const { data, refetch } = grant;
  return {
    toAddress: data === undefined ? null : (path: string) => mediaAddress(path, data.query),
    renew: refetch,
    error: grant.error,
  };
}

function mediaAddress(path: string, grantQuery: string): string {
  return `/media/${path.split('/').map(encodeURIComponent).join('/')}?${grantQuery}`;
}
