import * as z from 'zod/mini';
import { LIMITS } from '../limits.ts';
import { contract } from './define.ts';
import { idSchema, nameSchema } from './fields.ts';

export const clientCallables = {
  /** Changes the name or notes of a client; what is absent stays. */
  saveClient: contract(
    'clients.edit',
    z.strictObject({
      clientId: idSchema,
      name: z.optional(nameSchema),
      notes: z.optional(z.string().check(z.maxLength(LIMITS.noteCharacters))),
    }),
    z.strictObject({ clientId: z.string() }),
  ),
};
