import { memberSchema } from '#contracts/collections/member.ts';
import { paths } from '#contracts/collections/paths.ts';
import { documentUnit } from '../../../platform/documents.ts';
import { useLive } from '../../../platform/live-query.ts';
import type { Identity } from '../model.ts';

/**
 * The member document of whoever is signed in, as the server has it: one from before this sign-in would end the session.
 * Waits while nobody is, or for an account without a company.
 */
export function useOwnMember(identity: Identity | null) {
  const companyId = identity?.claims?.companyId ?? '';
  const path = paths.member(companyId, identity?.uid ?? '');
  return useLive(documentUnit(path, memberSchema, { isFromServer: true }), {
    enabled: identity?.claims != null,
  });
}
