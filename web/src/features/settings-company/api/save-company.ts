import type { CallableInput, CallableOutput } from '#contracts/callables/index.ts';
import { callCallable } from '../../../platform/call-callable.ts';
import { useSingleMutation } from '../../../platform/use-single-mutation.ts';
import { useUploadPicture } from '../../../platform/use-upload-picture.ts';

interface CompanyForm extends Omit<CallableInput<'saveCompany'>, 'logo'> {
  /** A picture to take, null to remove the present one, undefined to keep it. */
  logo: File | null | undefined;
}

/** Saves the company, after its new logo has been put where the server finds it. */
export function useSaveCompany() {
  const upload = useUploadPicture();
  return useSingleMutation<CallableOutput<'saveCompany'>, CompanyForm>({
    mutationFn: async ({ logo, ...form }) =>
      callCallable('saveCompany', logo === undefined ? form : { ...form, logo: await upload(logo) }),
  });
}
