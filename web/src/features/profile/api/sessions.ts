import { collection, limit, orderBy, query } from 'firebase/firestore';
import { paths } from '#contracts/collections/paths.ts';
import { sessionSchema, type MemberSession } from '#contracts/collections/session.ts';
import { LIMITS } from '#contracts/limits.ts';
import { callCallable } from '../../../platform/call-callable.ts';
import { listenToQuery, type Stored } from '../../../platform/documents.ts';
import { firestore } from '../../../platform/firebase.ts';
import { useLive, type LiveUnit } from '../../../platform/live-query.ts';
import { useSession } from '../../../platform/session.ts';
import { useSingleMutation } from '../../../platform/use-single-mutation.ts';

/** Where the member is signed in, the newest first. */
export function useSessions() {
  const { companyId, uid } = useSession();
  return useLive(sessionsUnit(companyId, uid));
}

/** Ends one session, of whichever device. */
export function useEndSession() {
  return useSingleMutation<unknown, number>({
    mutationFn: (authTime) => callCallable('endSession', { authTime }),
  });
}

/** Ends every session, this one too. */
export function useEndAllSessions() {
  return useSingleMutation<unknown, void>({ mutationFn: () => callCallable('endAllSessions', {}) });
}

function sessionsUnit(companyId: string, uid: string): LiveUnit<Stored<MemberSession>[]> {
  return {
    queryKey: ['sessions', companyId, uid],
    listen: ({ next, fail }) =>
      listenToQuery(
        query(
          collection(firestore(), paths.sessions(companyId, uid)),
          orderBy('authTime', 'desc'),
          limit(LIMITS.listedSessions),
        ),
        sessionSchema,
        (sessions) => next(() => sessions),
        fail,
      ),
  };
}
