import { ActionIcon, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LIMITS } from '#contracts/limits.ts';
import { findDateProblem, type ExceptionForm } from '../model.ts';
import { useHoursWords } from '../use-hours-words.ts';
import { IntervalsField } from './intervals-field.tsx';

interface ExceptionRowProps {
  exception: ExceptionForm;
  /** All of the calendar, to find a date that stands there twice. */
  all: ExceptionForm[];
  onChange: (exception: ExceptionForm) => void;
  onRemove: () => void;
}

/** One date that differs from the week. */
export function ExceptionRow({ exception, all, onChange, onRemove }: ExceptionRowProps) {
  const { t } = useTranslation();
  const words = useHoursWords();
  const [isTouched, setIsTouched] = useState(false);
  const { date, name, intervals } = exception;
  const problem = findDateProblem(all, exception.key);
  const shown = name.trim() || (date === '' ? t('hours.thisDate') : words.date(date));
  const error =
    problem === 'twice' ? t('hours.dateTwice') : problem === 'missing' && isTouched && t('hours.dateMissing');
  return (
    <fieldset className="hours-exception" aria-label={shown}>
      <TextInput
        type="date"
        label={t('hours.exceptionDate')}
        error={error}
        value={date}
        onBlur={() => setIsTouched(true)}
        onChange={(event) => onChange({ ...exception, date: event.currentTarget.value })}
      />
      <TextInput
        label={t('hours.exceptionName')}
        placeholder={t('hours.exceptionNamePlaceholder')}
        maxLength={LIMITS.nameCharacters}
        value={name}
        onChange={(event) => onChange({ ...exception, name: event.currentTarget.value })}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t('hours.removeException', { name: shown })}
        onClick={onRemove}
      >
        <IconTrash size={16} stroke={1.5} />
      </ActionIcon>
      <IntervalsField
        of={shown}
        openLabel={t('hours.exceptionOpen')}
        intervals={intervals}
        onChange={(changed) => onChange({ ...exception, intervals: changed })}
      />
    </fieldset>
  );
}
