import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { allRows } from '../../../platform/live-window.ts';
import { showNotice } from '../../../ui/notices.tsx';
import { QueryState } from '../../../ui/query-state.tsx';
import { SettingsPage } from '../../../ui/settings-page.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import { useAuditLog, useOlderEntries } from '../api/audit-log.ts';
import { parseFilter, writeFilter, type AuditFilter } from '../model.ts';
import { AuditFilters } from './audit-filters.tsx';
import { AuditRow } from './audit-row.tsx';
import { ExportButton } from './export-button.tsx';
import './audit-page.css';

/** Settings > Audit log. */
export function AuditPage() {
  const { t } = useTranslation();
  const [parameters, setParameters] = useSearchParams();
  const filter = parseFilter(parameters);
  const log = useAuditLog(filter);
  const older = useOlderEntries(filter);
  const entries = log.data === undefined ? [] : allRows(log.data);
  const window = log.data;
  const isNarrowed = parameters.size > 0;
  const setFilter = (next: AuditFilter) => setParameters(writeFilter(next), { replace: true });

  return (
    <SettingsPage
      title={t('audit.title')}
      body={t('audit.body')}
      action={entries.length > 0 && <ExportButton filter={filter} />}
    >
      <AuditFilters filter={filter} onChange={setFilter} />
      <QueryState query={log} failedTitle={t('audit.failed')} />
      {window !== undefined && entries.length === 0 && (
        <EmptyState
          title={t(isNarrowed ? 'audit.noMatch.title' : 'audit.empty.title')}
          body={t(isNarrowed ? 'audit.noMatch.body' : 'audit.empty.body')}
          action={
            isNarrowed && (
              <Button variant="default" onClick={() => setParameters({}, { replace: true })}>
                {t('audit.clear')}
              </Button>
            )
          }
        />
      )}
      <ul className="settings-list audit-list" aria-label={t('audit.list')}>
        {entries.map((entry) => (
          <AuditRow key={entry.id} entry={entry} />
        ))}
      </ul>
      {window?.hasOlder === true && (
        <Button
          mt="md"
          variant="default"
          loading={older.isPending}
          onClick={() =>
            older.mutate(window, {
              onError: () => showNotice({ message: t('audit.olderFailed'), tone: 'danger' }),
            })
          }
        >
          {t('audit.older')}
        </Button>
      )}
    </SettingsPage>
  );
}
