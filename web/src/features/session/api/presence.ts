import { doc, setDoc } from 'firebase/firestore';
import { useEffect } from 'react';
import type { Presence } from '#contracts/collections/member.ts';
import { paths } from '#contracts/collections/paths.ts';
import { firestore } from '../../../platform/firebase.ts';

const REPEAT_MS = 5 * 60_000;

/** Says that the member is here: on every change and every five minutes. */
export function usePresence(companyId: string, uid: string, state: Presence['state']): void {
  useEffect(() => {
    const write = () => {
      const presence: Presence = { state, at: Date.now() };
      setDoc(doc(firestore(), paths.presence(companyId, uid)), presence).catch(reportError);
    };
    write();
    const timer = setInterval(write, REPEAT_MS);
    return () => clearInterval(timer);
  }, [companyId, uid, state]);
}
