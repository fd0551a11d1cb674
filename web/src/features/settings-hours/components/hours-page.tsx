import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Calendar } from '#contracts/collections/calendar.ts';
import { useCalendars } from '../../../platform/calendars.ts';
import { useChannels } from '../../../platform/channels.ts';
import type { Stored } from '../../../platform/documents.ts';
import { useCompanyQuery, useTaxonomyQuery } from '../../../platform/workspace.ts';
import { SettingsPage } from '../../../ui/settings-page.tsx';
import { EmptyState, FailedState, Loading } from '../../../ui/states.tsx';
import { CalendarCard } from './calendar-card.tsx';
import { HoldersList } from './holders-list.tsx';
import { HoursPreview } from './hours-preview.tsx';
import './hours-page.css';

const HoursDialog = lazy(async () => ({ default: (await import('./hours-dialog.tsx')).HoursDialog }));

/** Settings > Opening hours. */
export function HoursPage() {
  const { t } = useTranslation();
  const calendars = useCalendars();
  const company = useCompanyQuery();
  const channels = useChannels();
  const taxonomy = useTaxonomyQuery();
  const [edited, setEdited] = useState<{ calendar: Stored<Calendar> | null } | null>(null);
  const isReady =
    calendars.data !== undefined && company.data && channels.data !== undefined && !taxonomy.isPending;
  const failure = [calendars, company, channels, taxonomy].find(
    (query) => query.isError && query.data === undefined,
  );
  const holders = {
    companyCalendarId: company.data?.calendarId ?? null,
    channels: channels.data ?? [],
    queues: taxonomy.data?.queues ?? {},
  };
  const known = calendars.data ?? [];
  const newButton = (
    <Button leftSection={<IconPlus size={16} stroke={1.5} />} onClick={() => setEdited({ calendar: null })}>
      {t('hours.new')}
    </Button>
  );
  return (
    <SettingsPage
      title={t('hours.title')}
      body={t('hours.body')}
      action={isReady && known.length > 0 && newButton}
    >
      {failure !== undefined && failure.error !== null && (
        <FailedState
          title={t('settings.failed')}
          error={failure.error}
          onRetry={() => {
            void failure.refetch();
          }}
        />
      )}
      {failure === undefined && !isReady && <Loading className="skeleton hours-skeleton" />}
      {isReady && known.length === 0 && (
        <EmptyState title={t('hours.empty.title')} body={t('hours.empty.body')} action={newButton} />
      )}
      {isReady &&
        known.map((calendar) => (
          <CalendarCard
            key={calendar.id}
            calendar={calendar}
            holders={holders}
            onEdit={() => setEdited({ calendar })}
          />
        ))}
      {isReady && known.length > 0 && (
        <>
          <HoursPreview calendars={known} holders={holders} />
          <HoldersList calendars={known} holders={holders} />
        </>
      )}
      {edited !== null && (
        <Suspense>
          <HoursDialog
            key={edited.calendar?.revision}
            calendar={edited.calendar}
            onLoadTheirs={(theirs) => {
              const calendar = known.find(({ id }) => id === theirs);
              setEdited(calendar === undefined ? null : { calendar });
            }}
            timeZone={company.data?.timeZone ?? 'UTC'}
            onClose={() => setEdited(null)}
          />
        </Suspense>
      )}
    </SettingsPage>
  );
}
