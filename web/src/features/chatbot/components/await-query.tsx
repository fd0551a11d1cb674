import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../platform/app-error.ts';
import { FailedState, Loading } from '../../../ui/states.tsx';

interface AwaitQueryProps<Data> {
  query: { data: Data | undefined; error: AppError | null; refetch: () => unknown };
  /** How many rows the skeleton shows. */
  rows?: number;
  children: (data: Data) => ReactNode;
}

/** What a listener brings, or that it is on its way, or that it failed. */
export function AwaitQuery<Data>({ query, rows = 4, children }: AwaitQueryProps<Data>) {
  const { t } = useTranslation();
  if (query.data !== undefined) return children(query.data);
  if (query.error !== null) {
    return (
      <FailedState
        title={t('chatbot.failed')}
        error={query.error}
        onRetry={() => {
          void query.refetch();
        }}
      />
    );
  }
  return (
    <Loading className="chatbot-loading">
      {Array.from({ length: rows }, (_, index) => (
        <span key={index} className="skeleton" />
      ))}
    </Loading>
  );
}
