import { useQuery } from '@tanstack/react-query';
import type { CallableOutput } from '#contracts/callables/index.ts';
import type { AppError } from '../../../platform/app-error.ts';
import { callCallable } from '../../../platform/call-callable.ts';

/** Whether this installation still waits for its first company. */
export function useInstallation() {
  return useQuery<CallableOutput<'getInstallation'>, AppError>({
    queryKey: ['installation'],
    queryFn: () => callCallable('getInstallation', {}),
    staleTime: 60_000,
    retry: 1,
  });
}
