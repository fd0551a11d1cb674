import { defineCallable } from '../platform/callable.ts';
import { deleteCalendar, saveCalendar } from './save-calendar.ts';
import { setHours } from './set-hours.ts';

export const calendarCallables = {
  saveCalendar: defineCallable('saveCalendar', saveCalendar),
  deleteCalendar: defineCallable('deleteCalendar', deleteCalendar),
  setHours: defineCallable('setHours', setHours),
};
