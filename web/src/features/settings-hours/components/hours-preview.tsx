import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Calendar } from '#contracts/collections/calendar.ts';
import { decideHours } from '#contracts/hours/decide-hours.ts';
import type { Stored } from '../../../platform/documents.ts';
import { dateIn, holdersOf, momentOfFields, type Holders } from '../model.ts';
import { useHoursWords } from '../use-hours-words.ts';

interface HoursPreviewProps {
  calendars: Stored<Calendar>[];
  holders: Holders;
}

/** Answers "what happens on 25 December at 14:00", with the function that decides it on the server. */
export function HoursPreview({ calendars, holders }: HoursPreviewProps) {
  const { t } = useTranslation();
  const [chosenId, setChosenId] = useState<string | null>(null);
  const calendar = calendars.find(({ id }) => id === (chosenId ?? holders.companyCalendarId)) ?? calendars[0];
  const [date, setDate] = useState(() => dateIn(calendar?.timeZone ?? 'UTC', Date.now()));
  const [time, setTime] = useState('14:00');
  if (calendar === undefined) return null;
  return (
    <section className="hours-section" aria-labelledby="hours-preview-title">
      <h3 id="hours-preview-title">{t('hours.preview.title')}</h3>
      <div className="hours-fields">
        {calendars.length > 1 && (
          <NativeSelect
            label={t('hours.preview.calendar')}
            value={calendar.id}
            data={calendars.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(event) => setChosenId(event.currentTarget.value)}
          />
        )}
        <MomentFields date={date} time={time} onDateChange={setDate} onTimeChange={setTime} />
      </div>
      <Answer calendar={calendar} atMs={momentOfFields(calendar.timeZone, date, time)} holders={holders} />
    </section>
  );
}

/** The same for hours that are not saved yet. */
export function DraftPreview({ calendar }: { calendar: Calendar }) {
  const { t } = useTranslation();
  const words = useHoursWords();
  const [date, setDate] = useState(() => dateIn(calendar.timeZone, Date.now()));
  const [time, setTime] = useState('14:00');
  const atMs = momentOfFields(calendar.timeZone, date, time);
  return (
    <fieldset className="hours-fieldset">
      <legend>{t('hours.preview.title')}</legend>
      <div className="hours-fields">
        <MomentFields date={date} time={time} onDateChange={setDate} onTimeChange={setTime} />
      </div>
      <output className="hours-answer">{atMs !== null && words.answer(calendar, atMs)}</output>
    </fieldset>
  );
}

interface MomentFieldsProps {
  date: string;
  time: string;
  onDateChange: (date: string) => void;
  onTimeChange: (time: string) => void;
}

function MomentFields({ date, time, onDateChange, onTimeChange }: MomentFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <TextInput
        type="date"
        label={t('hours.preview.date')}
        value={date}
        onChange={(event) => onDateChange(event.currentTarget.value)}
      />
      <TextInput
        type="time"
        label={t('hours.preview.time')}
        value={time}
        onChange={(event) => onTimeChange(event.currentTarget.value)}
      />
    </>
  );
}

interface AnswerProps {
  calendar: Stored<Calendar>;
  atMs: number | null;
  holders: Holders;
}

/** Open or closed, and what follows from it for those who have these hours. */
function Answer({ calendar, atMs, holders }: AnswerProps) {
  const { t } = useTranslation();
  const words = useHoursWords();
  const isClosed = atMs !== null && !decideHours(calendar, atMs).isOpen;
  const { channels, queues } = holdersOf(calendar.id, holders);
  const consequences = isClosed
    ? [
        ...channels.flatMap(({ id, name, closedMessage = null }) =>
          closedMessage === null
            ? []
            : [{ id, text: t('hours.preview.channelTells', { channel: name, message: closedMessage }) }],
        ),
        ...queues.flatMap(({ id, name, closedQueueId }) => {
          const other = holders.queues[closedQueueId ?? ''];
          return other === undefined || other.archived
            ? []
            : [{ id, text: t('hours.preview.queueSends', { queue: name, other: other.name }) }];
        }),
      ]
    : [];
  return (
    <output className="hours-answer">
      {atMs !== null && <strong>{words.answer(calendar, atMs)}</strong>}
      {consequences.map(({ id, text }) => (
        <span key={id}>{text}</span>
      ))}
    </output>
  );
}
