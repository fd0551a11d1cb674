import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../platform/app-error.ts';
import { useErrorSentence } from '../i18n/use-error-sentence.ts';
import './states.css';

interface LoadingProps {
  className: string;
  /** The true shape of what is coming, in spans. */
  children?: ReactNode;
}

/** What stands where something is on its way. */
export function Loading({ className, children }: LoadingProps) {
  const { t } = useTranslation();
  return (
    <output className={className} aria-label={t('app.loading')}>
      {children}
    </output>
  );
}

interface EmptyStateProps {
  icon?: ReactNode;
  title: string;
  body: string;
  /** The first step, as a button. */
  action?: ReactNode;
}

/** What stands where there is nothing yet. */
export function EmptyState({ icon, title, body, action }: EmptyStateProps) {
  return (
    <div className="state">
      {icon}
      <p className="state-title">{title}</p>
      <p className="state-body">{body}</p>
      {action}
    </div>
  );
}

interface FailedStateProps {
  /** What happened. */
  title: string;
  error: AppError;
  onRetry?: () => void;
}

/** What happened, what it means, what to do, and the code to tell. */
export function FailedState({ title, error, onRetry }: FailedStateProps) {
  const { t } = useTranslation();
  const describe = useErrorSentence();
  return (
    <div className="state" role="alert">
      <IconAlertTriangle size={24} stroke={1.5} aria-hidden />
      <p className="state-title">{title}</p>
      <p className="state-body">{describe(error)}</p>
      <p className="state-code">{t('words.code', { code: error.message })}</p>
      {onRetry && (
        <Button variant="default" onClick={onRetry}>
          {t('words.retry')}
        </Button>
      )}
    </div>
  );
}
