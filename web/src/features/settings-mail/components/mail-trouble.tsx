import { useTranslation } from 'react-i18next';
import type { MailSettings } from '#contracts/collections/mail-settings.ts';
import { mailProblemSchema } from '#contracts/mail.ts';
import { useTimeWords } from '../../../i18n/use-time-words.ts';
import type { AppError } from '../../../platform/app-error.ts';
import { findMailTrouble } from '../../../platform/mail-settings.ts';
import { FormProblem } from '../../../ui/form-problem.tsx';
import './mail-trouble.css';

interface MailTroubleProps {
  /** What became of the test mail. */
  error: AppError | null;
  settings: MailSettings | null | undefined;
}

/** Why mail does not leave, said once: what the server keeps of the last mail is what the test has just met. */
export function MailTrouble({ error, settings }: MailTroubleProps) {
  const { t } = useTranslation();
  const time = useTimeWords();
  const trouble = findMailTrouble(settings);
  const isKept = error === null || mailProblemSchema.safeParse(error.reason).success;
  if (trouble === null || !isKept)
    return (
      <div className="mail-trouble">
        <FormProblem error={error} />
      </div>
    );
  const { at, problem, words } = trouble;
  return (
    <p className="mail-trouble" role="alert">
      {t('mail.lastError', { time: time.exact(at) })}{' '}
      {problem === null ? words : t(`errors.reasons.${problem}`)}{' '}
      {problem !== null && words !== null && <small>{t('mail.serverWords', { words })}</small>}
    </p>
  );
}
