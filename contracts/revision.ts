import * as z from 'zod/mini';

/** Of what is new, and of what was stored before anything had a revision. */
export const FIRST_REVISION = 1;

/** Rises with every save of what people write, and with nothing else. */
export const revisionSchema = z.optional(z.number());

export function revisionOf({ revision }: { revision?: number | undefined }): number {
  return revision ?? FIRST_REVISION;
}
