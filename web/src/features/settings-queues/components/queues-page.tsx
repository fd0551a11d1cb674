import { useTranslation } from 'react-i18next';
import { useTaxonomyQuery } from '../../../platform/workspace.ts';
import { showNotice } from '../../../ui/notices.tsx';
import { TermsPage } from '../../../ui/terms-page.tsx';
import { useSaveQueue } from '../api/save-queue.ts';

/** Settings > Queues. */
export function QueuesPage() {
  const { t } = useTranslation();
  const taxonomy = useTaxonomyQuery();
  const save = useSaveQueue();
  return (
    <TermsPage
      words={{
        title: t('queues.title'),
        body: t('queues.body'),
        new: t('queues.new'),
        edit: t('queues.edit'),
        emptyTitle: t('queues.empty.title'),
        emptyBody: t('queues.empty.body'),
      }}
      query={taxonomy}
      terms={taxonomy.data?.queues ?? {}}
      isSaving={save.isPending}
      error={save.error}
      onReset={save.clearError}
      onSave={(queueId, queue, onDone) =>
        save.mutate(
          { queueId, ...queue },
          {
            onSuccess: () => {
              onDone();
              const message = queue.archived
                ? t('queues.archivedNotice', { name: queue.name })
                : t('settings.saved');
              showNotice({ message, tone: 'success' });
            },
          },
        )
      }
    />
  );
}
