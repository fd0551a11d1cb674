import * as z from 'zod/mini';
import { LIMITS, PASSWORD_CHARACTERS } from '../limits.ts';

/** An id of a document of ours: never a path, never empty. */
export const idSchema = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,128}$/));

/**
 * A random id of something new that the app chooses, so that a repeated call makes it once: 128 bits or more. Firestore
 * keeps ids of the form `__...__` to itself.
 */
export const chosenIdSchema = z.string().check(z.regex(/^(?!__.*__$)[A-Za-z0-9_-]{20,64}$/));

/**
 * For a call that creates (`isNew`) or changes one thing: what is new has an id that the app chose. Where the thing is
 * there already, such a call is a repeat and changes it, so that the same again does nothing.
 * @param name the field of the id
 */
export function chosenIfNew<Name extends string>(name: Name) {
  return z.refine<{ isNew: boolean } & Record<Name, string>>(
    (input) => !input.isNew || chosenIdSchema.safeParse(input[name]).success,
    { path: [name] },
  );
}

/** The revision that the caller's text began with; absent: it began as something new. */
export const expectedRevisionSchema = z.optional(z.number().check(z.int(), z.minimum(1)));

/** What nobody sees, and what turns round the text around it; joiners of emoji and of scripts stay. */
const UNSEEN = /[\u00AD\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF]/gu;

/** A name of something or somebody, on one line, with something to see in it. */
export const nameSchema = z.string().check(
  z.overwrite((name) => name.replace(UNSEEN, '').replace(/\p{Cc}/gu, ' ')),
  z.trim(),
  z.minLength(1),
  z.maxLength(LIMITS.nameCharacters),
);

/** Only its length: the handler judges the rest. */
export const passwordSchema = z
  .string()
  .check(z.minLength(PASSWORD_CHARACTERS.least), z.maxLength(PASSWORD_CHARACTERS.most));

export const doneSchema = z.strictObject({});
