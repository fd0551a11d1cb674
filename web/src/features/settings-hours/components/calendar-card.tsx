import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Calendar } from '#contracts/collections/calendar.ts';
import { decideHours } from '#contracts/hours/decide-hours.ts';
import { useErrorSentence } from '../../../i18n/use-error-sentence.ts';
import type { Stored } from '../../../platform/documents.ts';
import { useNow } from '../../../platform/use-now.ts';
import { showNotice } from '../../../ui/notices.tsx';
import { useDeleteCalendar } from '../api/save-calendar.ts';
import { comingExceptions, dateIn, holdersOf, type Holders } from '../model.ts';
import { useHoursWords } from '../use-hours-words.ts';
import { WeekBars } from './week-bars.tsx';

const ConfirmDialog = lazy(async () => ({
  default: (await import('../../../ui/confirm-dialog.tsx')).ConfirmDialog,
}));

/** Exceptions that a card names; the others stand in the editor. */
const SHOWN_EXCEPTIONS = 3;

interface CalendarCardProps {
  calendar: Stored<Calendar>;
  holders: Holders;
  onEdit: () => void;
}

/** One calendar: how it is now, its week, its next exceptions and for whom it counts. */
export function CalendarCard({ calendar, holders, onEdit }: CalendarCardProps) {
  const { t } = useTranslation();
  const describe = useErrorSentence();
  const words = useHoursWords();
  const now = useNow();
  const remove = useDeleteCalendar();
  const [isAsking, setIsAsking] = useState(false);
  const { name, timeZone } = calendar;
  const coming = comingExceptions(calendar, dateIn(timeZone, now)).slice(0, SHOWN_EXCEPTIONS);
  const { isCompany, channels, queues } = holdersOf(calendar.id, holders);
  const users = [
    ...(isCompany ? [t('hours.uses.company')] : []),
    ...channels.map((channel) => channel.name),
    ...queues.map((queue) => queue.name),
  ];

  const handleDelete = () => {
    remove.mutate(
      { calendarId: calendar.id },
      {
        onSuccess: () => showNotice({ message: t('hours.deleted', { name }), tone: 'success' }),
        onError(error) {
          setIsAsking(false);
          const message = error.reason === 'in-use' ? t('hours.inUse', { name }) : describe(error);
          showNotice({ message, tone: 'danger' });
        },
      },
    );
  };

  return (
    <article className="settings-card hours-card" aria-label={name}>
      <header className="hours-head">
        <div>
          <h3>{name}</h3>
          <p className="settings-muted">{timeZone.replaceAll('_', ' ')}</p>
        </div>
        <p className="settings-status" data-good={decideHours(calendar, now).isOpen || undefined}>
          {words.now(calendar, now)}
        </p>
      </header>
      <WeekBars calendar={calendar} now={now} />
      {coming.length > 0 && (
        <p className="settings-muted">
          {t('hours.nextExceptions', {
            list: words.list(
              coming.map((exception) =>
                t(exception.intervals.length === 0 ? 'hours.exceptionClosed' : 'hours.exceptionHours', {
                  date: words.date(exception.date),
                  name: exception.name,
                  hours: words.ranges(exception.intervals),
                }),
              ),
            ),
          })}
        </p>
      )}
      <p className="settings-muted">
        {users.length === 0 ? t('hours.unused') : t('hours.usedBy', { list: words.list(users) })}
      </p>
      <footer className="settings-buttons">
        <Button
          size="compact-md"
          variant="default"
          aria-label={t('settings.edit', { name })}
          onClick={onEdit}
        >
          {t('words.edit')}
        </Button>
        <Button
          size="compact-md"
          variant="subtle"
          color="red"
          aria-label={t('hours.deleteNamed', { name })}
          onClick={() => setIsAsking(true)}
        >
          {t('hours.delete')}
        </Button>
      </footer>
      {isAsking && (
        <Suspense>
          <ConfirmDialog
            title={t('hours.deleteTitle', { name })}
            body={t('hours.deleteBody')}
            confirmLabel={t('hours.delete')}
            isBusy={remove.isPending}
            onConfirm={handleDelete}
            onClose={() => setIsAsking(false)}
          />
        </Suspense>
      )}
    </article>
  );
}
