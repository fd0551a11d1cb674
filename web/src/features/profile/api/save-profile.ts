import type { CallableInput, CallableOutput } from '#contracts/callables/index.ts';
import { callCallable } from '../../../platform/call-callable.ts';
import { useSession } from '../../../platform/session.ts';
import { uploadFile } from '../../../platform/upload-file.ts';
import { useSingleMutation } from '../../../platform/use-single-mutation.ts';

interface ProfileForm extends Omit<CallableInput<'saveProfile'>, 'avatar'> {
  /** A picture to take, null to remove the present one, undefined to keep it. */
  avatar: Blob | null | undefined;
}

/** Saves the own profile, after the new picture has been put where the server finds it. */
export function useSaveProfile() {
  const { companyId, uid } = useSession();
  return useSingleMutation<CallableOutput<'saveProfile'>, ProfileForm>({
    mutationFn: async ({ avatar, ...form }) => {
      if (avatar === undefined) return callCallable('saveProfile', form);
      if (avatar === null) return callCallable('saveProfile', { ...form, avatar: null });
      const path = await uploadFile({
        companyId,
        uid,
        blob: avatar,
        mimeType: avatar.type,
        signal: new AbortController().signal,
        onProgress: () => undefined,
      });
      return callCallable('saveProfile', { ...form, avatar: { path } });
    },
  });
}
