import { useTranslation } from 'react-i18next';
import type { Calendar } from '#contracts/collections/calendar.ts';
import { DAY_MINUTES, wallMinutes } from '#contracts/hours/wall-clock.ts';
import { barsOf, WEEK_ORDER } from '../model.ts';
import { useHoursWords } from '../use-hours-words.ts';

/** Hours of a day that are marked below the bars. */
const MARKS = [0, 6, 12, 18, 24];

/** The week as seven bars from midnight to midnight, each with its hours in words. */
export function WeekBars({ calendar, now }: { calendar: Pick<Calendar, 'timeZone' | 'week'>; now: number }) {
  const { t } = useTranslation();
  const words = useHoursWords();
  const wall = wallMinutes(calendar.timeZone, now);
  const today = new Date(wall * 60_000).getUTCDay();
  const percent = (minutes: number) => `${(minutes / DAY_MINUTES) * 100}%`;
  return (
    <div className="week-bars">
      <ul>
        {WEEK_ORDER.map((day) => (
          <li key={day} data-today={day === today || undefined}>
            <span className="week-day">
              {words.day(day, 'short')}
              {day === today && <span className="visually-hidden"> ({t('hours.today')})</span>}
            </span>
            <span className="week-track" aria-hidden>
              {barsOf(calendar.week, day).map(({ from, to, isCarried }) => (
                <span
                  key={`${from} ${isCarried}`}
                  className="week-bar"
                  data-carried={isCarried || undefined}
                  style={{ left: percent(from), width: percent(to - from) }}
                />
              ))}
              {day === today && (
                <span
                  className="week-now"
                  style={{ left: percent(((wall % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES) }}
                />
              )}
            </span>
            <span className="week-hours">{words.ranges(calendar.week[day]?.intervals ?? [])}</span>
          </li>
        ))}
      </ul>
      <div className="week-marks" aria-hidden>
        {MARKS.map((hour) => (
          <span key={hour} style={{ left: percent(hour * 60) }}>
            {hour}
          </span>
        ))}
      </div>
    </div>
  );
}
