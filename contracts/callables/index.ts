import type * as z from 'zod/mini';
import { automationCallables } from './automation.ts';
import { calendarCallables } from './calendars.ts';
import { clientCallables } from './clients.ts';
import { announcementCallables, companyCallables } from './company.ts';
import { inboxCallables } from './inbox.ts';
import { peopleCallables } from './people.ts';
import { settingsCallables } from './settings.ts';
import { setupCallables } from './setup.ts';

/** Every callable of the product by name. Functions implement each; the app calls through this table. */
export const callables = {
  ...inboxCallables,
  ...clientCallables,
  ...settingsCallables,
  ...setupCallables,
  ...peopleCallables,
  ...companyCallables,
  ...announcementCallables,
  ...calendarCallables,
  ...automationCallables,
};

export type CallableName = keyof typeof callables;
export type CallableInput<Name extends CallableName> = z.infer<(typeof callables)[Name]['input']>;
export type CallableOutput<Name extends CallableName> = z.infer<(typeof callables)[Name]['output']>;
