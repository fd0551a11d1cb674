import { useMutation } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { AppError } from './app-error.ts';
import { createGate } from './gate.ts';

/**
 * A mutation of which one is under way at most: a second `mutate` before the answer does nothing, also in the same turn
 * of the event loop, when no rendering has disabled the button yet. `clearError` forgets a refusal once the input has
 * changed.
 */
export function useSingleMutation<Output, Input>(options: {
  mutationFn: (input: Input) => Promise<Output>;
  onSuccess?: () => void;
}) {
  const { mutationFn, onSuccess } = options;
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
