import { Button, Menu, Select, TextInput } from '@mantine/core';
import { IconCopy, IconPlus } from '@tabler/icons-react';
import { useMemo, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Calendar } from '#contracts/collections/calendar.ts';
import { LIMITS } from '#contracts/limits.ts';
import type { Stored } from '../../../platform/documents.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { showNotice } from '../../../ui/notices.tsx';
import { SaveProblem } from '../../../ui/save-problem.tsx';
import { useSaveCalendar } from '../api/save-calendar.ts';
import { isComplete, toCalendar, toForm, toInput, WEEK_ORDER, type HoursForm } from '../model.ts';
import { useHoursWords } from '../use-hours-words.ts';
import { ExceptionRow } from './exception-row.tsx';
import { DraftPreview } from './hours-preview.tsx';
import { IntervalsField } from './intervals-field.tsx';

interface HoursDialogProps {
  /** Null makes new ones. */
  calendar: Stored<Calendar> | null;
  /** The company's, for new ones. */
  timeZone: string;
  /** Asks for the same dialog with what is stored under this id now. */
  onLoadTheirs: (id: string) => void;
  onClose: () => void;
}

const WEEKDAYS = [1, 2, 3, 4, 5];

/** Makes opening hours, or changes them. */
export function HoursDialog({ calendar, timeZone, onLoadTheirs, onClose }: HoursDialogProps) {
  const { t } = useTranslation();
  const save = useSaveCalendar();
  const [form, setForm] = useState(() => toForm(calendar, timeZone));
  const timeZones = useMemo(() => listTimeZones(form.timeZone), [form.timeZone]);
  const isNameTaken = save.error?.reason === 'name-taken';

  const change = (part: Partial<HoursForm>) => {
    save.clearError();
    setForm((previous) => ({ ...previous, ...part }));
  };

  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(toInput(form), {
      onSuccess() {
        onClose();
        showNotice({ message: t('settings.saved'), tone: 'success' });
      },
    });
  };

  return (
    <Dialog
      title={calendar === null ? t('hours.new') : t('hours.edit')}
      size="lg"
      draft={form}
      onClose={onClose}
    >
      <form className="settings-form" onSubmit={handleSubmit}>
        <TextInput
          label={t('hours.name')}
          placeholder={t('hours.namePlaceholder')}
          required
          withAsterisk={false}
          data-autofocus
          maxLength={LIMITS.nameCharacters}
          error={isNameTaken && t('errors.reasons.name-taken')}
          value={form.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <Select
          label={t('hours.timeZone')}
          description={t('hours.timeZoneHelp')}
          searchable
          allowDeselect={false}
          nothingFoundMessage={t('hours.noTimeZone')}
          data={timeZones}
          value={form.timeZone}
          onChange={(chosen) => {
            if (chosen !== null) change({ timeZone: chosen });
          }}
        />
        <WeekField form={form} onChange={(week) => change({ week })} />
        <ExceptionsField form={form} onChange={(exceptions) => change({ exceptions })} />
        <DraftPreview calendar={toCalendar(form)} />
        <SaveProblem
          error={isNameTaken ? null : save.error}
          onLoadTheirs={() => onLoadTheirs(form.calendarId)}
        />
        <Button type="submit" loading={save.isPending} disabled={!isComplete(form)}>
          {t('words.save')}
        </Button>
      </form>
    </Dialog>
  );
}

function listTimeZones(current: string): { value: string; label: string }[] {
  const known = Intl.supportedValuesOf('timeZone');
  const all = [...new Set([current, 'UTC', ...known])].toSorted();
  return all.map((value) => ({ value, label: value.replaceAll('_', ' ') }));
}

interface FieldProps<Value> {
  form: HoursForm;
  onChange: (value: Value) => void;
}

function WeekField({ form: { week }, onChange }: FieldProps<HoursForm['week']>) {
  const { t } = useTranslation();
  const words = useHoursWords();
  const put = (days: number[], intervals: HoursForm['week'][number]['intervals']) =>
    onChange(week.map((kept, day) => (days.includes(day) ? { intervals } : kept)));
  return (
    <fieldset className="hours-fieldset">
      <legend>{t('hours.week')}</legend>
      {WEEK_ORDER.map((day) => {
        const name = words.day(day);
        const intervals = week[day]?.intervals ?? [];
        return (
          <fieldset key={day} className="hours-day" aria-label={name}>
            <span className="hours-day-name">{name}</span>
            <IntervalsField
              of={name}
              openLabel={t('hours.openOn', { day: name })}
              intervals={intervals}
              onChange={(changed) => put([day], changed)}
            />
            <CopyMenu day={day} name={name} onCopy={(days) => put(days, intervals)} />
          </fieldset>
        );
      })}
    </fieldset>
  );
}

interface CopyMenuProps {
  day: number;
  name: string;
  onCopy: (days: number[]) => void;
}

function CopyMenu({ day, name, onCopy }: CopyMenuProps) {
  const { t } = useTranslation();
  const words = useHoursWords();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconCopy size={14} stroke={1.5} />}
          aria-label={t('hours.copyOf', { day: name })}
        >
          {t('hours.copy')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onCopy(WEEKDAYS)}>{t('hours.copyWeekdays')}</Menu.Item>
        <Menu.Item onClick={() => onCopy([...WEEK_ORDER])}>{t('hours.copyAll')}</Menu.Item>
        <Menu.Divider />
        {WEEK_ORDER.filter((other) => other !== day).map((other) => (
          <Menu.Item key={other} onClick={() => onCopy([other])}>
            {t('hours.copyOne', { day: words.day(other) })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function ExceptionsField({ form: { exceptions }, onChange }: FieldProps<HoursForm['exceptions']>) {
  const { t } = useTranslation();
  const handleAdd = () => {
    const key = Math.max(0, ...exceptions.map((exception) => exception.key)) + 1;
    onChange([...exceptions, { key, date: '', name: '', intervals: [] }]);
  };
  return (
    <fieldset className="hours-fieldset">
      <legend>{t('hours.exceptions')}</legend>
      <p className="settings-muted">{t('hours.exceptionsHelp')}</p>
      {exceptions.map((exception) => (
        <ExceptionRow
          key={exception.key}
          exception={exception}
          all={exceptions}
          onChange={(changed) =>
            onChange(exceptions.map((kept) => (kept.key === exception.key ? changed : kept)))
          }
          onRemove={() => onChange(exceptions.filter(({ key }) => key !== exception.key))}
        />
      ))}
      {exceptions.length < LIMITS.exceptionsPerCalendar && (
        <Button
          size="compact-md"
          variant="default"
          leftSection={<IconPlus size={14} stroke={1.5} />}
          style={{ justifySelf: 'start' }}
          onClick={handleAdd}
        >
          {t('hours.addException')}
        </Button>
      )}
    </fieldset>
  );
}
