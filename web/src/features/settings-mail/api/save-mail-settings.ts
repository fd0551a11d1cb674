import type { CallableInput } from '#contracts/callables/index.ts';
import { callCallable } from '../../../platform/call-callable.ts';
import { useSingleMutation } from '../../../platform/use-single-mutation.ts';

/** Saves the company's own server, or removes it; the listener brings the result, often before the answer. */
export function useSaveMailSettings(aftermath: { onSuccess: () => void }) {
  return useSingleMutation<unknown, CallableInput<'saveMailSettings'>>({
    mutationFn: (input) => callCallable('saveMailSettings', input),
    ...aftermath,
  });
}
