import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useLocation } from 'react-router';
import { useSessionHeld } from '../../../platform/session-hold.ts';
import { SessionContext } from '../../../platform/session.ts';
import { FailedState } from '../../../ui/states.tsx';
import { PageCard } from '../../../ui/page-card.tsx';
import { useIdentity } from '../api/identity.ts';
import { useOwnMember } from '../api/own-member.ts';
import { refreshToken } from '../api/refresh-token.ts';
import { readEndReason, signOut } from '../api/sign-out.ts';
import { decideSession, type SessionDecision } from '../model.ts';
import { useNotedSession } from '../use-noted-session.ts';
import { useRoleNotice } from '../use-role-notice.ts';
import { NoCompany } from './no-company.tsx';

/** Lets members in whom token and member document confirm; sends everybody else where they belong. */
export function SessionGate({ loading, children }: { loading: ReactNode; children: ReactNode }) {
  const { t } = useTranslation();
  const location = useLocation();
  const identity = useIdentity();
  const member = useOwnMember(identity.data ?? null);
  const decision = useDecision(identity.data ?? null, member.data);
  const isHeld = useSessionHeld();
  useEnforced(decision, isHeld);

  const session = useMemo(
    () =>
      decision?.type === 'ready'
        ? { uid: decision.uid, companyId: decision.companyId, member: decision.member }
        : null,
    [decision],
  );

  useForgetting(identity.data === null);
  useNotedSession(session === null || isHeld ? null : (identity.data ?? null));
  useRoleNotice(session);

  const error = identity.error ?? member.error;
  if (error !== null && session === null) {
    return (
      <FailedState
        title={t('app.startFailed.title')}
        error={error}
        onRetry={() => {
          void identity.refetch();
          void member.refetch();
        }}
      />
    );
  }
  if (identity.data === null) {
    // A new role may not see the page of before.
    const isSameRole = readEndReason() !== 'role-changed';
    return <Navigate to="/sign-in" state={isSameRole ? { from: location } : null} replace />;
  }
  if (decision?.type === 'no-company') {
    return (
      <PageCard title={t('signIn.noCompany.title')}>
        <NoCompany email={identity.data?.email ?? ''} />
      </PageCard>
    );
  }
  if (session === null && isHeld)
    return <PageCard title={t('profile.security.changing')}>{loading}</PageCard>;
  if (session === null) return loading;
  return <SessionContext value={session}>{children}</SessionContext>;
}

type Identity = NonNullable<ReturnType<typeof useIdentity>['data']>;
type OwnMember = ReturnType<typeof useOwnMember>['data'];

/** Null while something is still on its way. */
function useDecision(identity: Identity | null, member: OwnMember): SessionDecision | null {
  return useMemo(() => {
    if (identity === null) return null;
    if (identity.claims === null) return { type: 'no-company' };
    return member === undefined ? null : decideSession(identity, member);
  }, [identity, member]);
}

/**
 * Nobody is signed in: what the one before saw is forgotten. The next sign-in must not be judged by a member document
 * from before it either.
 */
function useForgetting(isNobodyHere: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (isNobodyHere) client.removeQueries({ type: 'inactive' });
  }, [client, isNobodyHere]);
}

function useEnforced(decision: SessionDecision | null, isHeld: boolean): void {
  useEffect(() => {
    if (decision?.type === 'refresh') refreshToken().catch(reportError);
    if (decision?.type === 'end' && !isHeld) signOut(decision.reason).catch(reportError);
  }, [decision, isHeld]);
}
