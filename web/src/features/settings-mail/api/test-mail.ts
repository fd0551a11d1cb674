import { callCallable } from '../../../platform/call-callable.ts';
import { useSingleMutation } from '../../../platform/use-single-mutation.ts';

/** Sends a test mail to the signed-in member. */
export function useTestMail() {
  return useSingleMutation<unknown, void>({ mutationFn: () => callCallable('testMail', {}) });
}
