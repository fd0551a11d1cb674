import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { findMailTrouble, useMailSettings } from '../../../platform/mail-settings.ts';

/** Says that invitations cannot leave, and why, while the company's own mail server is in trouble. */
export function MailWarning() {
  const { t } = useTranslation();
  const trouble = findMailTrouble(useMailSettings().data);
  if (trouble === null) return null;
  return (
    <output className="people-warning">
      {t('people.mailTrouble.stopped')} {trouble.problem !== null && t(`errors.reasons.${trouble.problem}`)}{' '}
      {t('people.mailTrouble.waits')} <Link to="/settings/mail">{t('people.mailTrouble.settings')}</Link>
    </output>
  );
}
