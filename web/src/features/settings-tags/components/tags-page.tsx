import { useTranslation } from 'react-i18next';
import { useTaxonomyQuery } from '../../../platform/workspace.ts';
import { showNotice } from '../../../ui/notices.tsx';
import { TermsPage } from '../../../ui/terms-page.tsx';
import { useSaveTag } from '../api/save-tag.ts';

/** Settings > Tags. */
export function TagsPage() {
  const { t } = useTranslation();
  const taxonomy = useTaxonomyQuery();
  const save = useSaveTag();
  return (
    <TermsPage
      words={{
        title: t('tags.title'),
        body: t('tags.body'),
        new: t('tags.new'),
        edit: t('tags.edit'),
        emptyTitle: t('tags.empty.title'),
        emptyBody: t('tags.empty.body'),
      }}
      query={taxonomy}
      terms={taxonomy.data?.tags ?? {}}
      isSaving={save.isPending}
      error={save.error}
      onReset={save.clearError}
      onSave={(tagId, tag, onDone) =>
        save.mutate(
          { tagId, ...tag },
          {
            onSuccess: () => {
              onDone();
              const message = tag.archived
                ? t('tags.archivedNotice', { name: tag.name })
                : t('settings.saved');
              showNotice({ message, tone: 'success' });
            },
          },
        )
      }
    />
  );
}
