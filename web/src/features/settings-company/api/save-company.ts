import type { CallableInput, CallableOutput } from '#contracts/callables/index.ts';
import { callCallable } from '../../../platform/call-callable.ts';
import { useSession } from '../../../platform/session.ts';
import { uploadFile } from '../../../platform/upload-file.ts';
import { useSingleMutation } from '../../../platform/use-single-mutation.ts';

interface CompanyForm extends Omit<CallableInput<'saveCompany'>, 'logo'> {
  /** A picture to take, null to remove the present one, undefined to keep it. */
  logo: File | null | undefined;
}

/** Saves the company, after its new logo has been put where the server finds it. */
export function useSaveCompany() {
  const { companyId, uid } = useSession();
  return useSingleMutation<CallableOutput<'saveCompany'>, CompanyForm>({
    mutationFn: async ({ logo, ...form }) => {
      if (logo === undefined) return callCallable('saveCompany', form);
      if (logo === null) return callCallable('saveCompany', { ...form, logo: null });
      const path = await uploadFile({
        companyId,
        uid,
        blob: logo,
        mimeType: logo.type,
        signal: new AbortController().signal,
        onProgress: () => undefined,
      });
      return callCallable('saveCompany', { ...form, logo: { path } });
    },
  });
}
