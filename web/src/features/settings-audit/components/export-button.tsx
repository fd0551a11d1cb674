import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useErrorSentence } from '../../../i18n/use-error-sentence.ts';
import { showNotice } from '../../../ui/notices.tsx';
import { useExportLog } from '../api/export-log.ts';
import type { AuditFilter } from '../model.ts';
import { saveCsv } from '../save-csv.ts';

/** Saves what fits the filters as a file; says how far it is, and can be stopped. */
export function ExportButton({ filter }: { filter: AuditFilter }) {
  const { t } = useTranslation();
  const describe = useErrorSentence();
  const log = useExportLog();

  const handleExport = () =>
    log.mutate(filter, {
      onSuccess: (csv) => {
        if (csv === null) {
          showNotice({ message: t('audit.export.stopped') });
          return;
        }
        saveCsv(`audit-${new Date().toISOString().slice(0, 10)}.csv`, csv);
        showNotice({ message: t('audit.export.done'), tone: 'success' });
      },
      onError: (error) =>
        showNotice({ message: `${t('audit.export.failed')} ${describe(error)}`, tone: 'danger' }),
    });

  if (!log.isPending) {
    return (
      <Button variant="default" leftSection={<IconDownload size={16} stroke={1.5} />} onClick={handleExport}>
        {t('audit.export.start')}
      </Button>
    );
  }
  return (
    <span className="audit-export">
      <output className="settings-muted tabular">{t('audit.export.running', { count: log.count })}</output>
      <Button variant="default" onClick={log.stop}>
        {t('audit.export.stop')}
      </Button>
    </span>
  );
}
