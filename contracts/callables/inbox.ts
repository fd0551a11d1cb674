import * as z from 'zod/mini';
import { prioritySchema } from '../collections/conversation.ts';
import { deliveryStatusSchema } from '../message-kinds.ts';
import { LIMITS } from '../limits.ts';
import { contract } from './define.ts';
import { chosenIdSchema, doneSchema, idSchema, nameSchema } from './fields.ts';

const conversationInput = z.strictObject({ conversationId: idSchema });

/** A file that the caller put to `uploads/{companyId}/{uid}/{random}`. */
const uploadSchema = z.strictObject({
  path: z.string().check(z.maxLength(400)),
  name: nameSchema,
});

export const inboxCallables = {
  /**
   * Sends a message to the customer, or stores an internal note. The same `clientMessageId` again answers with the
   * state of the first one and sends nothing. `status` is null for notes.
   */
  sendMessage: contract(
    'inbox.reply',
    z.strictObject({
      conversationId: idSchema,
      clientMessageId: chosenIdSchema,
      type: z.enum(['message', 'note']),
      text: z.string().check(z.maxLength(LIMITS.noteCharacters)),
      uploads: z.array(uploadSchema).check(z.maxLength(LIMITS.uploadsPerMessage)),
      replyToMessageId: z.nullable(idSchema),
    }),
    z.strictObject({ messageId: z.string(), status: z.nullable(deliveryStatusSchema) }),
  ),
  /** Tries a failed message, or one of unknown outcome, again under the same id. */
  retryMessage: contract(
    'inbox.reply',
    z.strictObject({ conversationId: idSchema, messageId: idSchema }),
    z.strictObject({ messageId: z.string(), status: z.nullable(deliveryStatusSchema) }),
  ),
  acceptConversation: contract('inbox.reply', conversationInput, doneSchema),
  transferConversation: contract(
    'inbox.reply',
    z.strictObject({
      conversationId: idSchema,
      to: z.discriminatedUnion('type', [
        z.strictObject({ type: z.literal('queue'), queueId: idSchema }),
        z.strictObject({ type: z.literal('member'), memberId: idSchema }),
      ]),
    }),
    doneSchema,
  ),
  /** Back to its queue's waiting list, without an assignee. */
  returnToQueue: contract('inbox.reply', conversationInput, doneSchema),
  closeConversation: contract('inbox.reply', conversationInput, z.strictObject({ ticketId: z.string() })),
  /** With `undoTicketId`: takes a close back as if it had not been, for its ticket. Without: opens a new ticket. */
  reopenConversation: contract(
    'inbox.reply',
    z.strictObject({ conversationId: idSchema, undoTicketId: z.nullable(idSchema) }),
    doneSchema,
  ),
  /** `inboundCount` is the count that the reader has seen; a smaller one than stored never un-reads newer messages. */
  markRead: contract(
    'inbox.read',
    z.strictObject({
      conversationId: idSchema,
      inboundCount: z.number().check(z.int(), z.nonnegative()),
    }),
    doneSchema,
  ),
  setPriority: contract(
    'inbox.reply',
    z.strictObject({ conversationId: idSchema, priority: prioritySchema }),
    doneSchema,
  ),
  setTags: contract(
    'inbox.reply',
    z.strictObject({
      conversationId: idSchema,
      tags: z.array(idSchema).check(z.maxLength(LIMITS.tagsPerConversation)),
    }),
    doneSchema,
  ),
  /** Opens (or finds) the conversation with a number on a channel and assigns it to the caller. */
  startConversation: contract(
    'inbox.reply',
    z.strictObject({
      channelId: idSchema,
      phone: z.string().check(z.minLength(3), z.maxLength(40)),
      name: z.nullable(nameSchema),
    }),
    z.strictObject({ conversationId: z.string() }),
  ),
  /**
   * A signed grant for reading the company's media over HTTP: append `query` to `/media/{path}`.
   * Valid until `expiresAt` (15 minutes).
   */
  getMediaGrant: contract(
    'inbox.read',
    z.strictObject({}),
    z.strictObject({ query: z.string(), expiresAt: z.number() }),
  ),
};
