import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Color } from '#contracts/collections/taxonomy.ts';
import type { AppError } from '../platform/app-error.ts';
import { ColorDot } from './color-dot.tsx';
import { SettingsPage } from './settings-page.tsx';
import { EmptyState, FailedState } from './states.tsx';

const TermDialog = lazy(async () => ({ default: (await import('./term-dialog.tsx')).TermDialog }));

/** A name with a colour: a queue or a tag. */
export interface Term {
  name: string;
  color: Color;
  archived: boolean;
}

interface TermsPageProps {
  words: { title: string; body: string; new: string; edit: string; emptyTitle: string; emptyBody: string };
  /** How the loading of the terms stands. */
  query: { isPending: boolean; error: AppError | null; refetch: () => unknown };
  terms: Record<string, Term>;
  isSaving: boolean;
  error: AppError | null;
  /** A dialog opens or a field changes: the last error is past. */
  onReset: () => void;
  /** Saves a new term (`id` null) or a changed one; `onDone` closes the dialog. */
  onSave: (id: string | null, term: Term, onDone: () => void) => void;
}

const FRESH: Term = { name: '', color: 'blue', archived: false };

/** A page that lists names with colours, to add, change, archive and restore. */
export function TermsPage({ words, query, terms, isSaving, error, onReset, onSave }: TermsPageProps) {
  const { t } = useTranslation();
  const [edited, setEdited] = useState<{ id: string | null; term: Term } | null>(null);
  const sorted = Object.entries(terms).toSorted(
    ([, a], [, b]) => Number(a.archived) - Number(b.archived) || a.name.localeCompare(b.name),
  );

  const open = (id: string | null, term: Term) => {
    onReset();
    setEdited({ id, term });
  };
  const newButton = (
    <Button leftSection={<IconPlus size={16} stroke={1.5} />} onClick={() => open(null, FRESH)}>
      {words.new}
    </Button>
  );

  return (
    <SettingsPage title={words.title} body={words.body} action={sorted.length > 0 && newButton}>
      {query.error !== null && sorted.length === 0 && (
        <FailedState
          title={t('settings.failed')}
          error={query.error}
          onRetry={() => {
            void query.refetch();
          }}
        />
      )}
      {query.error === null && !query.isPending && sorted.length === 0 && (
        <EmptyState title={words.emptyTitle} body={words.emptyBody} action={newButton} />
      )}
      <ul className="settings-list">
        {sorted.map(([id, term]) => (
          <li key={id} data-archived={term.archived || undefined}>
            <ColorDot color={term.color} />
            <span className="settings-list-name">{term.name}</span>
            {term.archived && <span className="settings-muted">{t('settings.archived')}</span>}
            <Button
              size="compact-sm"
              variant="subtle"
              aria-label={t('settings.edit', { name: term.name })}
              onClick={() => open(id, term)}
            >
              {t('words.edit')}
            </Button>
            <Button
              size="compact-sm"
              variant="subtle"
              color="gray"
              disabled={isSaving}
              aria-label={t(term.archived ? 'settings.restoreNamed' : 'settings.archiveNamed', {
                name: term.name,
              })}
              onClick={() => onSave(id, { ...term, archived: !term.archived }, () => setEdited(null))}
            >
              {term.archived ? t('settings.restore') : t('settings.archive')}
            </Button>
          </li>
        ))}
      </ul>
      {edited !== null && (
        <Suspense>
          <TermDialog
            title={edited.id === null ? words.new : words.edit}
            term={edited.term}
            isSaving={isSaving}
            error={error}
            onChange={onReset}
            onClose={() => setEdited(null)}
            onSave={(term) => onSave(edited.id, term, () => setEdited(null))}
          />
        </Suspense>
      )}
    </SettingsPage>
  );
}
