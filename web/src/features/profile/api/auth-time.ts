import { useQuery } from '@tanstack/react-query';
import { toAppError, type AppError } from '../../../platform/app-error.ts';
import { firebaseAuth } from '../../../platform/firebase.ts';

/** The second of this device's own sign-in, by which its session is known; null until it is read. */
export function useAuthTime(): number | null {
  const authTime = useQuery<number | null, AppError>({
    queryKey: ['auth-time'],
    queryFn: async () => {
      try {
        const token = await firebaseAuth().currentUser?.getIdTokenResult();
        return token === undefined ? null : Math.floor(Date.parse(token.authTime) / 1000);
      } catch (thrown) {
        throw toAppError(thrown);
      }
    },
    staleTime: 0,
    gcTime: 0,
    networkMode: 'always',
  });
  return authTime.data ?? null;
}
