import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Calendar } from '#contracts/collections/calendar.ts';
import type { Stored } from '../../../platform/documents.ts';
import { listHolders, type Holder, type Holders } from '../model.ts';

const HolderDialog = lazy(async () => ({ default: (await import('./holder-dialog.tsx')).HolderDialog }));

interface HoldersListProps {
  calendars: Stored<Calendar>[];
  holders: Holders;
}

/** Whose hours: company, channels and queues, and what happens while each is closed. */
export function HoldersList({ calendars, holders }: HoldersListProps) {
  const { t } = useTranslation();
  const [edited, setEdited] = useState<Holder | null>(null);

  const nameOf = (holder: Holder) =>
    holder.type === 'company'
      ? t('hours.uses.company')
      : t(`hours.uses.${holder.type}`, { name: holder.name });
  const describe = (holder: Holder) => {
    const own = calendars.find(({ id }) => id === holder.calendarId)?.name;
    const hours = own ?? t(holder.type === 'company' ? 'hours.uses.always' : 'hours.uses.asCompany');
    if (holder.type === 'channel') {
      return [hours, t(holder.closedMessage === '' ? 'hours.uses.tellsNothing' : 'hours.uses.tells')];
    }
    const other = holder.type === 'queue' ? holders.queues[holder.closedQueueId ?? ''] : undefined;
    return other === undefined ? [hours] : [hours, t('hours.uses.elsewhere', { queue: other.name })];
  };

  return (
    <section className="hours-section" aria-labelledby="hours-uses-title">
      <h3 id="hours-uses-title">{t('hours.uses.title')}</h3>
      <p className="settings-muted">{t('hours.uses.body')}</p>
      <ul className="settings-list">
        {listHolders(holders).map((holder) => (
          <li key={`${holder.type} ${holder.id}`}>
            <span className="settings-list-name">
              {nameOf(holder)}
              <span className="settings-muted hours-holder">{describe(holder).join(' · ')}</span>
            </span>
            <Button
              size="compact-sm"
              variant="subtle"
              aria-label={t('hours.uses.edit', { name: nameOf(holder) })}
              onClick={() => setEdited(holder)}
            >
              {t('words.edit')}
            </Button>
          </li>
        ))}
      </ul>
      {edited !== null && (
        <Suspense>
          <HolderDialog
            title={nameOf(edited)}
            holder={edited}
            calendars={calendars}
            queues={holders.queues}
            onClose={() => setEdited(null)}
          />
        </Suspense>
      )}
    </section>
  );
}
