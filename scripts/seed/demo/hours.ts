import type { Calendar } from '#contracts/collections/calendar.ts';
import { demoId } from './company.ts';

export const CALENDAR_ID = demoId('calendar', 'shop');

const NINE_TO_EIGHT = { from: 9 * 60, to: 20 * 60 };

/** The shop's hours, as its clock plays them (`shop-clock.ts`), and the next Christmas. */
export function describeHours(now: number): Calendar {
  const year = new Date(now).getUTCFullYear();
  const isOver = now > Date.UTC(year, 11, 26, 6);
  return {
    name: 'Shop',
    timeZone: 'America/Mexico_City',
    week: Array.from({ length: 7 }, () => ({ intervals: [NINE_TO_EIGHT] })),
    exceptions: [{ date: `${isOver ? year + 1 : year}-12-25`, name: 'Christmas', intervals: [] }],
    updatedAt: now,
  };
}
