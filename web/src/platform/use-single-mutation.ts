import { useMutation } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { AppError } from './app-error.ts';
import { createGate } from './gate.ts';

/** What follows an answer also when its component has gone meanwhile; what is given to `mutate` does not. */
export interface MutationAftermath<Output, Input> {
  onSuccess?: (output: Output, input: Input) => void;
  onError?: (error: AppError) => void;
}

/**
 * A mutation of which one is under way at most: a second `mutate` before the answer does nothing, also in the same turn
 * of the event loop, when no rendering has disabled the button yet. `clearError` forgets a refusal once the input has
 * changed.
 */
export function useSingleMutation<Output, Input>(
  options: { mutationFn: (input: Input) => Promise<Output> } & MutationAftermath<Output, Input>,
) {
  const { mutationFn, onSuccess, onError } = options;
  const [gate] = useState(createGate);
  const mutation = useMutation<Output, AppError, Input>({
    mutationFn: async (input) => {
      try {
        return await mutationFn(input);
      } finally {
        gate.leave();
      }
    },
    ...(onSuccess === undefined ? {} : { onSuccess }),
    ...(onError === undefined ? {} : { onError }),
  });
  const { mutate, reset, isError } = mutation;
  const mutateOnce = useCallback<typeof mutate>(
    (...input) => {
      if (gate.enter()) mutate(...input);
    },
    [gate, mutate],
  );
  const clearError = useCallback(() => {
    if (isError) reset();
  }, [isError, reset]);
  return { ...mutation, mutate: mutateOnce, clearError };
}
