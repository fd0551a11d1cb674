import { useTranslation } from 'react-i18next';
import { needsCode, type AppError } from '../platform/app-error.ts';
import { useErrorSentence } from '../i18n/use-error-sentence.ts';

/** Why a form was refused, above its button; nothing while there is no error. */
export function FormProblem({ error }: { error: AppError | null }) {
  const { t } = useTranslation();
  const describe = useErrorSentence();
  if (error === null) return null;
  return (
    <p role="alert" style={{ margin: 0, color: 'var(--danger)' }}>
      {describe(error)}{' '}
      {needsCode(error) && (
        <small style={{ color: 'var(--muted)' }}>{t('words.code', { code: error.message })}</small>
      )}
    </p>
  );
}
