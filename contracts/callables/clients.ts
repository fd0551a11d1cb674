import * as z from 'zod/mini';
import { LIMITS } from '../limits.ts';
import { contract } from './define.ts';
import { idSchema, nameSchema } from './fields.ts';

/** Notes, or what a client is called now: that name may have come from a provider. */
const textSchema = z.string().check(z.maxLength(LIMITS.noteCharacters));

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
      notes: z.optional(textSchema),
      expected: z.optional(z.strictObject({ name: z.optional(textSchema), notes: z.optional(textSchema) })),
    }),
    z.strictObject({ clientId: z.string() }),
  ),
};
