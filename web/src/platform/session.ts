import { createContext, useContext } from 'react';
import { roleCan, type Ability } from '#contracts/roles.ts';
import type { Member } from '#contracts/collections/member.ts';

/** Who is signed in, confirmed by the token and the member document. */
interface Session {
  uid: string;
  companyId: string;
  member: Member;
}

export const SessionContext = createContext<Session | null>(null);

/** The session of a signed-in member. Only for components below the session gate. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('useSession() stands outside the session gate.');
  return session;
}

/** Whether the signed-in member's role has an ability. */
export function useCan(ability: Ability): boolean {
  return roleCan(useSession().member.role, ability);
}
