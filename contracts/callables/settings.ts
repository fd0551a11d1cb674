import * as z from 'zod/mini';
import { channelTypeSchema } from '../channels.ts';
import { colorSchema } from '../collections/taxonomy.ts';
import { contract } from './define.ts';
import { idSchema, nameSchema } from './fields.ts';

export const settingsCallables = {
  /** Creates (`queueId` null) or changes a queue. An archived queue takes no new conversation. */
  saveQueue: contract(
    'queues.manage',
    z.strictObject({
      queueId: z.nullable(idSchema),
      name: nameSchema,
      color: colorSchema,
      archived: z.boolean(),
    }),
    z.strictObject({ queueId: z.string() }),
  ),
  saveTag: contract(
    'tags.manage',
    z.strictObject({
      tagId: z.nullable(idSchema),
      name: nameSchema,
      color: colorSchema,
      archived: z.boolean(),
    }),
    z.strictObject({ tagId: z.string() }),
  ),
  /**
   * Connects (`channelId` null) or changes a channel. The route for inbound messages exists only after the provider,
   * called with these credentials, has confirmed that the account owns the address. `authToken` null keeps the stored
   * one (a change of account or address needs it again).
   */
  saveChannel: contract(
    'channels.manage',
    z.strictObject({
      channelId: z.nullable(idSchema),
      type: channelTypeSchema,
      name: nameSchema,
      account: z.string().check(z.trim(), z.regex(/^AC[0-9a-zA-Z]{32}$/)),
      authToken: z.nullable(z.string().check(z.trim(), z.minLength(8), z.maxLength(200))),
      /** A phone number in any spelling; stored as the provider writes it. */
      phone: z.string().check(z.minLength(3), z.maxLength(40)),
      queueId: z.nullable(idSchema),
      reopenWithinMs: z.number().check(z.int(), z.nonnegative(), z.maximum(30 * 24 * 60 * 60 * 1000)),
      state: z.enum(['active', 'disabled']),
    }),
    z.strictObject({ channelId: z.string() }),
  ),
  /** Asks the provider whether the credentials still work; with `phone`, also sends a short test message there. */
  testChannel: contract(
    'channels.manage',
    z.strictObject({
      channelId: idSchema,
      phone: z.nullable(z.string().check(z.minLength(3), z.maxLength(40))),
    }),
    z.strictObject({ accountName: z.string(), providerMessageId: z.nullable(z.string()) }),
  ),
};
