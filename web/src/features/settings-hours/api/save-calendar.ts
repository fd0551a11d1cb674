import type { CallableInput } from '#contracts/callables/index.ts';
import { callCallable } from '../../../platform/call-callable.ts';
import { useSingleMutation } from '../../../platform/use-single-mutation.ts';

/** Creates or changes opening hours; the listener brings the result. */
export function useSaveCalendar() {
  return useSingleMutation<unknown, CallableInput<'saveCalendar'>>({
    mutationFn: (input) => callCallable('saveCalendar', input),
  });
}

/** Deletes opening hours that nobody keeps. */
export function useDeleteCalendar() {
  return useSingleMutation<unknown, CallableInput<'deleteCalendar'>>({
    mutationFn: (input) => callCallable('deleteCalendar', input),
  });
}
