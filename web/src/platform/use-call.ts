import type { CallableInput, CallableName, CallableOutput } from '#contracts/callables/index.ts';
import { callCallable } from './call-callable.ts';
import { useSingleMutation, type MutationAftermath } from './use-single-mutation.ts';

/** A callable as a mutation of which one is under way at most; listeners bring what it changed. */
export function useCall<Name extends CallableName>(
  name: Name,
  aftermath: MutationAftermath<CallableOutput<Name>, CallableInput<Name>> = {},
) {
  return useSingleMutation<CallableOutput<Name>, CallableInput<Name>>({
    ...aftermath,
    mutationFn: (input) => callCallable(name, input),
  });
}
