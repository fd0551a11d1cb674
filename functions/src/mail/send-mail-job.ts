import { db } from '../platform/admin.ts';
import { log } from '../platform/log.ts';
import type { JobRunner } from '../outbox/job.ts';
import { sendMail } from './send-mail.ts';

/**
 * Sends the mail of an outbox entry. A mail server knows no transaction: a crash between its answer and the mark sends
 * the mail once more, under the same Message-ID.
 */
export const sendMailJob: JobRunner<'send-mail'> = async ({ path, companyId, job }) => {
  const entryId = path.slice(path.lastIndexOf('/') + 1);
  const result = await sendMail(companyId, job.mail, entryId);
  const { template } = job.mail.content;
  const reason = result.outcome === 'failed' ? result.problem : result.outcome;
  log.info('mail handed over', { companyId, template, outcome: reason });
  if (result.outcome !== 'sent') return { outcome: 'failed', reason };
  await db().doc(path).update({ state: 'done', lastError: null });
  return { outcome: 'done' };
};
