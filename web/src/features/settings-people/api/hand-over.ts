import { useRef, useState } from 'react';
import type { CallableInput } from '#contracts/callables/index.ts';
import { callCallable } from '../../../platform/call-callable.ts';
import { useSingleMutation } from '../../../platform/use-single-mutation.ts';

export type WorkTarget = CallableInput<'handOverConversations'>['to'];

interface HandOverResult {
  moved: number;
  isStopped: boolean;
}

/** Hands all open conversations of a member over, page by page, with how many have moved and a way to stop. */
export function useHandOver() {
  const [moved, setMoved] = useState(0);
  const isStopping = useRef(false);
  const mutation = useSingleMutation<HandOverResult, CallableInput<'handOverConversations'>>({
    mutationFn: async (input) => {
      isStopping.current = false;
      setMoved(0);
      let total = 0;
      for (;;) {
        const page = await callCallable('handOverConversations', input);
        total += page.moved;
        setMoved(total);
        // A page that moves nothing holds what others are changing: asking on would not end.
        if (page.remaining === 0 || page.moved === 0) return { moved: total, isStopped: false };
        if (isStopping.current) return { moved: total, isStopped: true };
      }
    },
  });
  return {
    ...mutation,
    moved,
    stop: () => {
      isStopping.current = true;
    },
  };
}
