import { memberSchema } from '#contracts/collections/member.ts';
import { paths } from '#contracts/collections/paths.ts';
import { documentUnit } from '../../../platform/documents.ts';
import { useLive } from '../../../platform/live-query.ts';
import type { Identity } from '../model.ts';

/** The member document of whoever is signed in. Waits while nobody is, or for an account without a company. */
export function useOwnMember(identity: Identity | null) {
  const companyId = identity?.claims?.companyId ?? '';
  return useLive(documentUnit(paths.member(companyId, identity?.uid ?? ''), memberSchema), {
    enabled: identity?.claims != null,
  });
}
