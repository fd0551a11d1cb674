import * as z from 'zod/mini';
import { assistantTypeSchema } from '../automation.ts';
import { channelTypeSchema } from '../channels.ts';
import { messageKindSchema } from '../message-kinds.ts';
import { botStateSchema } from './bot.ts';
import { consentSchema } from './client.ts';

export const conversationStatusSchema = z.enum(['waiting', 'open', 'snoozed', 'closed']);

export const handlerSchema = z.enum(['bot', 'ai', 'human', 'none']);

export const PRIORITIES = ['low', 'medium', 'high', 'urgent'] as const;
export const prioritySchema = z.enum(PRIORITIES);
export type Priority = z.infer<typeof prioritySchema>;

export const directionSchema = z.enum(['inbound', 'outbound', 'note', 'event']);

/** The current episode of a conversation. */
export const openTicketSchema = z.object({
  id: z.string(),
  /** Such as 20261121-7K3F: what people quote. */
  number: z.string(),
  openedAt: z.number(),
  firstResponseAt: z.nullable(z.number()),
  /** Set while the conversation is closed; the reopen policy counts from here. */
  closedAt: z.nullable(z.number()),
  /** What closing changed, so that it can be taken back exactly; present while the conversation is closed. */
  closedFrom: z.optional(
    z.object({
      status: conversationStatusSchema,
      handler: handlerSchema,
      waitingSince: z.nullable(z.number()),
    }),
  ),
});
export type OpenTicket = z.infer<typeof openTicketSchema>;

/** How far a bot or an AI has come in a conversation. Present from its first turn until a person takes over. */
export const conversationAutomationSchema = z.object({
  assistantId: z.string(),
  /** Answers in a row since a person of the company last wrote, or since the conversation was given to it. */
  turns: z.number(),
  /** Of them, those in a row that found no answer. */
  failedTurns: z.number(),
  /** `inboundCount` up to which the customer has been answered: what repeats and stragglers are told by. */
  answeredCount: z.number(),
  /** Where a rule bot stands; null for an AI. */
  bot: z.nullable(botStateSchema),
});
export type ConversationAutomation = z.infer<typeof conversationAutomationSchema>;

/** `conversations/{conversationId}`: the inbox row, complete, no join. It never moves and is never deleted by use. */
export const conversationSchema = z.object({
  status: conversationStatusSchema,
  handler: handlerSchema,
  queueId: z.nullable(z.string()),
  assigneeId: z.nullable(z.string()),
  kind: z.enum(['direct', 'group']),
  clientId: z.string(),
  client: z.object({ name: z.string(), avatar: z.nullable(z.string()), address: z.string() }),
  channelId: z.string(),
  channelType: channelTypeSchema,
  identityId: z.string(),
  /** The newest thing that happened, notes and events apart; its time orders the list. */
  lastMessage: z.object({
    text: z.string(),
    kind: messageKindSchema,
    direction: directionSchema,
    at: z.number(),
    /** Outbound only: who wrote it, as the message has it. Absent where nobody noted it. */
    sentBy: z.optional(z.nullable(z.string())),
    assistantType: z.optional(assistantTypeSchema),
  }),
  inboundCount: z.number(),
  readCount: z.number(),
  /** Something waits for people's eyes, for queries: inboundCount > readCount, except while a bot or an AI answers. */
  unread: z.boolean(),
  priority: prioritySchema,
  tags: z.array(z.string()),
  /** When the service window closes; null where the channel has none or the customer never wrote. */
  windowEndsAt: z.nullable(z.number()),
  /** Since when the customer waits for an answer; null when it is the customer's turn. */
  waitingSince: z.nullable(z.number()),
  ticket: openTicketSchema,
  consent: consentSchema,
  automation: z.optional(z.nullable(conversationAutomationSchema)),
  /** The run whose draft waits for a member, until it is decided or the customer writes on. */
  draftRunId: z.optional(z.nullable(z.string())),
  /** Beginning of the closed period whose out-of-hours message this customer has got, or needs not: a member was there. */
  closedNoticeAt: z.optional(z.nullable(z.number())),
  createdAt: z.number(),
});
export type Conversation = z.infer<typeof conversationSchema>;

/** `tickets/{ticketId}`: a closed episode, for reports. */
export const ticketSchema = z.object({
  number: z.string(),
  conversationId: z.string(),
  clientId: z.string(),
  channelId: z.string(),
  channelType: channelTypeSchema,
  queueId: z.nullable(z.string()),
  assigneeId: z.nullable(z.string()),
  openedAt: z.number(),
  firstResponseAt: z.nullable(z.number()),
  closedAt: z.number(),
  /** Member id; null: a bot, an AI or the system. */
  closedBy: z.nullable(z.string()),
});
export type Ticket = z.infer<typeof ticketSchema>;
