import { orderBy } from 'firebase/firestore';
import { memberSchema, type Member } from '#contracts/collections/member.ts';
import { paths } from '#contracts/collections/paths.ts';
import { LIMITS } from '#contracts/limits.ts';
import { useNextPage, usePagedList, type PagedList } from '../../../platform/paged-list.ts';
import { useSession } from '../../../platform/session.ts';
import { compareMembers } from '../model.ts';

/** The company's members by name: the first page is listened to, the others are read on demand. */
export function useMembers() {
  return usePagedList(memberList(useSession().companyId));
}

/** Reads the page after the last member that is known. */
export function useMoreMembers() {
  return useNextPage(memberList(useSession().companyId));
}

function memberList(companyId: string): PagedList<Member> {
  return {
    queryKey: ['members', companyId],
    path: paths.members(companyId),
    schema: memberSchema,
    // Two people may have one name: the cursor needs what tells them apart.
    constraints: [orderBy('name'), orderBy('__name__')],
    cursorOf: ({ name, id }) => [name, id],
    compare: compareMembers,
    pageSize: LIMITS.listPage,
  };
}
