import type { AuditValues } from '#contracts/collections/audit.ts';
import type { Calendar, Interval } from '#contracts/collections/calendar.ts';

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/** Opening hours as the record of changes shows them: `09:00-18:00`, and `22:00-30:00` for what runs past midnight. */
export function describeCalendar({ name, timeZone, week, exceptions }: Calendar): AuditValues {
  return {
    name,
    timeZone,
    ...Object.fromEntries(
      DAYS.map((day, index) => [day, (week[index]?.intervals ?? []).map(describeInterval)]),
    ),
    exceptions: exceptions.map(({ date, name: holiday, intervals }) =>
      [date, holiday, intervals.map(describeInterval).join(', ') || 'closed'].filter(Boolean).join(' '),
    ),
  };
}

function describeInterval({ from, to }: Interval): string {
  return `${clock(from)}-${clock(to)}`;
}

function clock(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
