import { ActionIcon, Button, Switch, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Interval } from '#contracts/collections/calendar.ts';
import { DAY_MINUTES } from '#contracts/hours/wall-clock.ts';
import { LIMITS } from '#contracts/limits.ts';
import { changeInterval, findOverlaps, nextInterval, toMinutes, toTime } from '../model.ts';
import { useHoursWords } from '../use-hours-words.ts';

interface IntervalsFieldProps {
  /** The day or date that the hours are of, for names of fields. */
  of: string;
  openLabel: string;
  intervals: Interval[];
  onChange: (intervals: Interval[]) => void;
}

/** The hours of one day or date: closed, or open in one or more intervals. */
export function IntervalsField({ of, openLabel, intervals, onChange }: IntervalsFieldProps) {
  const { t } = useTranslation();
  const words = useHoursWords();
  const overlaps = findOverlaps(intervals);
  const isOpen = intervals.length > 0;
  const replace = (index: number, interval: Interval) =>
    onChange(intervals.map((kept, position) => (position === index ? interval : kept)));

  return (
    <div className="hours-intervals">
      <Switch
        size="sm"
        aria-label={openLabel}
        label={t(isOpen ? 'hours.open' : 'hours.closed')}
        checked={isOpen}
        onChange={() => onChange(isOpen ? [] : [nextInterval([])])}
      />
      {intervals.map((interval, index) => (
        <div key={index} className="hours-interval">
          <TimeField
            label={t('hours.fromOf', { day: of })}
            minutes={interval.from}
            onChange={(from) => replace(index, changeInterval(interval, { from }))}
          />
          <span aria-hidden>–</span>
          <TimeField
            label={t('hours.toOf', { day: of })}
            minutes={interval.to}
            onChange={(to) => replace(index, changeInterval(interval, { to }))}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('hours.removeInterval', { day: of, range: words.range(interval) })}
            onClick={() => onChange(intervals.filter((_, position) => position !== index))}
          >
            <IconX size={16} stroke={1.5} />
          </ActionIcon>
          <Hint interval={interval} isWrong={overlaps.has(index)} />
        </div>
      ))}
      {isOpen && intervals.length < LIMITS.intervalsPerDay && (
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPlus size={14} stroke={1.5} />}
          aria-label={t('hours.addIntervalOf', { day: of })}
          onClick={() => onChange([...intervals, nextInterval(intervals)])}
        >
          {t('hours.addInterval')}
        </Button>
      )}
    </div>
  );
}

/** Says what two times alone leave open: the next day, midnight, or a mistake. */
function Hint({ interval: { from, to }, isWrong }: { interval: Interval; isWrong: boolean }) {
  const { t } = useTranslation();
  const words = useHoursWords();
  if (isWrong) {
    return (
      <span className="hours-hint" data-wrong role="alert">
        {t('hours.overlap')}
      </span>
    );
  }
  if (to > DAY_MINUTES) {
    return <span className="hours-hint">{t('hours.nextDayHint', { time: words.clock(to) })}</span>;
  }
  if (to < DAY_MINUTES) return null;
  return <span className="hours-hint">{t(from === 0 ? 'hours.allDayHint' : 'hours.midnightHint')}</span>;
}

interface TimeFieldProps {
  label: string;
  minutes: number;
  onChange: (minutes: number) => void;
}

function TimeField({ label, minutes, onChange }: TimeFieldProps) {
  return (
    <TextInput
      type="time"
      aria-label={label}
      required
      value={toTime(minutes)}
      onChange={(event) => {
        const changed = toMinutes(event.currentTarget.value);
        if (changed !== null) onChange(changed);
      }}
    />
  );
}
