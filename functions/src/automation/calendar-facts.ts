import type { HoursState } from '#contracts/hours/decide-hours.ts';

/** Whether somebody is there, as the opening hours say. */
export interface CalendarFacts {
  /** A calendar by id; null: the channel's, else the company's. One that is gone counts as always open. */
  isOpen: (calendarId: string | null) => boolean;
  /** The same with since when, until when and why; null where no calendar says anything, which is always open. */
  decide: (calendarId: string | null) => HoursState | null;
}
