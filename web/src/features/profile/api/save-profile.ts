import type { CallableInput, CallableOutput } from '#contracts/callables/index.ts';
import { callCallable } from '../../../platform/call-callable.ts';
import { useSingleMutation } from '../../../platform/use-single-mutation.ts';
import { useUploadPicture } from '../../../platform/use-upload-picture.ts';

interface ProfileForm extends Omit<CallableInput<'saveProfile'>, 'avatar'> {
  /** A picture to take, null to remove the present one, undefined to keep it. */
  avatar: Blob | null | undefined;
}

/** Saves the own profile, after the new picture has been put where the server finds it. */
export function useSaveProfile() {
  const upload = useUploadPicture();
  return useSingleMutation<CallableOutput<'saveProfile'>, ProfileForm>({
    mutationFn: async ({ avatar, ...form }) =>
      callCallable('saveProfile', avatar === undefined ? form : { ...form, avatar: await upload(avatar) }),
  });
}
