import { useQueryClient } from '@tanstack/react-query';
import type { CallableInput, CallableOutput } from '#contracts/callables/index.ts';
import { callCallable } from '../../../platform/call-callable.ts';
import { useSingleMutation } from '../../../platform/use-single-mutation.ts';

/** Makes the first company and its first admin. */
export function useSetUp() {
  const client = useQueryClient();
  return useSingleMutation<CallableOutput<'setUpInstallation'>, CallableInput<'setUpInstallation'>>({
    mutationFn: (input) => callCallable('setUpInstallation', input),
    onSuccess: () => {
      client.removeQueries({ queryKey: ['installation'] });
    },
  });
}
