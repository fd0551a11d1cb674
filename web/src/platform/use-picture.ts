import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { AppError, toAppError } from './app-error.ts';
import { mediaAddress, mediaGrantOptions } from './media-grant.ts';
import { findPicture, keepPicture } from './picture-store.ts';
import { useSession } from './session.ts';

/**
 * An address of a member's picture, or null: without one, until it is here, or when it cannot be had. A picture is
 * fetched once for each device; where nobody on the screen has one, nothing is asked for, no grant either.
 */
export function usePicture(path: string | null): string | null {
  const { companyId } = useSession();
  const client = useQueryClient();
  const picture = useQuery<string, AppError>({
    queryKey: ['picture', path],
    queryFn: () => loadPicture(client, companyId, path ?? ''),
    enabled: path !== null,
    staleTime: Number.POSITIVE_INFINITY,
    // Its address is good for as long as the page is.
    gcTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return picture.data ?? null;
}

async function loadPicture(client: QueryClient, companyId: string, path: string): Promise<string> {
  try {
    const known = await findPicture(path);
    if (known !== null) return URL.createObjectURL(known);
    const grant = await client.fetchQuery(mediaGrantOptions(companyId));
    const response = await fetch(mediaAddress(path, grant.query));
    if (!response.ok) throw new AppError(response.status === 404 ? 'not-found' : 'unavailable', null);
    const picture = await response.blob();
    await keepPicture(path, picture);
    return URL.createObjectURL(picture);
  } catch (thrown) {
    throw toAppError(thrown);
  }
}
