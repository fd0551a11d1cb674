import type * as z from 'zod/mini';
import { clientCallables } from './clients.ts';
import { inboxCallables } from './inbox.ts';
import { settingsCallables } from './settings.ts';
import { setupCallables } from './setup.ts';

/** Every callable of the product by name. Functions implement each; the app calls through this table. */
export const callables = { ...inboxCallables, ...clientCallables, ...settingsCallables, ...setupCallables };

export type CallableName = keyof typeof callables;
export type CallableInput<Name extends CallableName> = z.infer<(typeof callables)[Name]['input']>;
export type CallableOutput<Name extends CallableName> = z.infer<(typeof callables)[Name]['output']>;
