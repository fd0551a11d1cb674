import type { AppError } from '../platform/app-error.ts';
import { FailedState, Loading } from './states.tsx';
import './settings-page.css';

interface QueryStateProps {
  query: { data: unknown; isPending: boolean; error: AppError | null; refetch: () => unknown };
  failedTitle: string;
}

/** That what a page is about is on its way, or why it did not come; nothing once it is there. */
export function QueryState({ query, failedTitle }: QueryStateProps) {
  if (query.isPending) return <Loading className="skeleton settings-skeleton" />;
  if (query.error === null || query.data !== undefined) return null;
  return (
    <FailedState
      title={failedTitle}
      error={query.error}
      onRetry={() => {
        void query.refetch();
      }}
    />
  );
}
