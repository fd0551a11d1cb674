import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { CallableInput, CallableOutput } from '#contracts/callables/index.ts';
import type { AppError } from '../../../platform/app-error.ts';
import { callCallable } from '../../../platform/call-callable.ts';

/** Makes the first company and its first admin. */
export function useSetUp() {
  const client = useQueryClient();
  return useMutation<CallableOutput<'setUpInstallation'>, AppError, CallableInput<'setUpInstallation'>>({
    mutationFn: (input) => callCallable('setUpInstallation', input),
    onSuccess: () => {
      client.removeQueries({ queryKey: ['installation'] });
    },
  });
}
