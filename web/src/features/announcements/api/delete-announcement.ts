import { callCallable } from '../../../platform/call-callable.ts';
import { useSingleMutation } from '../../../platform/use-single-mutation.ts';

/** Removes a post for everybody. */
export function useDeleteAnnouncement() {
  return useSingleMutation<unknown, string>({
    mutationFn: (announcementId) => callCallable('deleteAnnouncement', { announcementId }),
  });
}
