import { StatusError } from '../../shared/status.ts';
import type { DocumentPath } from '../engine/types.ts';
import { meterReads, type RequestContext } from './context.ts';

/** Source: the service's default page. */
const DEFAULT_PAGE_SIZE = 300;

/**
 * Names the collections below a document or the root. Only the owner may: rules cannot grant it.
 * @throws StatusError PERMISSION_DENIED
 */
export function listCollectionIds(
  context: RequestContext,
  request: { parent: DocumentPath; pageSize: number; pageToken: string },
): { collectionIds: string[]; nextPageToken: string } {
  if (context.caller.kind !== 'owner' && context.state.rules.get(context.database.projectId)) {
    throw new StatusError('PERMISSION_DENIED', '\nOnly privileged callers may list collection ids.');
  }
  const pageSize = request.pageSize > 0 ? request.pageSize : DEFAULT_PAGE_SIZE;
  const all = context.database.listCollectionIds(request.parent);
  const rest = request.pageToken === '' ? all : all.filter((id) => id > request.pageToken);
  const collectionIds = rest.slice(0, pageSize);
  // The token is the last id handed out, so collections that come or go between pages do no harm.
  const nextPageToken = rest.length > pageSize ? (collectionIds.at(-1) ?? '') : '';
  meterReads(context, request.parent === '' ? '(collections)' : request.parent);
  return { collectionIds, nextPageToken };
}
