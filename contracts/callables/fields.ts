import * as z from 'zod/mini';
import { LIMITS, PASSWORD_CHARACTERS } from '../limits.ts';

/** An id of a document of ours: never a path, never empty. */
export const idSchema = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,128}$/));

/** A random id that the app makes, so that a repeated call does its work once: 128 bits or more. */
export const clientMessageIdSchema = z.string().check(z.regex(/^[A-Za-z0-9_-]{20,64}$/));

export const nameSchema = z.string().check(z.trim(), z.minLength(1), z.maxLength(LIMITS.nameCharacters));

/** Only its length: the handler judges the rest. */
export const passwordSchema = z
  .string()
  .check(z.minLength(PASSWORD_CHARACTERS.least), z.maxLength(PASSWORD_CHARACTERS.most));

export const doneSchema = z.strictObject({});
