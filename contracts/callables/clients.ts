import * as z from 'zod/mini';
import { LIMITS } from '../limits.ts';
import { contract } from './define.ts';
import { idSchema, nameSchema } from './fields.ts';

const notesSchema = z.string().check(z.maxLength(LIMITS.noteCharacters));

export const clientCallables = {
  /**
   * Changes what the call names and leaves the rest. `expected`: what the caller saw in the fields that it names.
   * @throws `changed-meanwhile` where something else stands there now
   */
  saveClient: contract(
    'clients.edit',
    z.strictObject({
      clientId: idSchema,
      name: z.optional(nameSchema),
      notes: z.optional(notesSchema),
      expected: z.optional(z.strictObject({ name: z.optional(z.string()), notes: z.optional(notesSchema) })),
    }),
    z.strictObject({ clientId: z.string() }),
  ),
};
