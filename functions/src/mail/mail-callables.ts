import { randomId } from '../platform/ids.ts';
import { defineCallable } from '../platform/callable.ts';
import { SECRETS } from '../platform/config.ts';
import { Refusal } from '../platform/refusal.ts';
import { saveMailSettings } from './save-mail-settings.ts';
import { sendMail } from './send-mail.ts';

export const mailCallables = {
  saveMailSettings: defineCallable('saveMailSettings', saveMailSettings, { secrets: SECRETS.mail }),
  testMail: defineCallable(
    'testMail',
    async ({ companyId, member, company }) => {
      const mail = {
        to: member.email,
        locale: member.locale,
        content: { template: 'test' as const, companyName: company.name },
      };
      const result = await sendMail(companyId, mail, randomId());
      if (result.outcome === 'not-configured') throw new Refusal('mail-not-configured');
      if (result.outcome === 'failed') throw new Refusal(result.problem);
      return {};
    },
    { secrets: SECRETS.mail },
  ),
};
