import * as z from 'zod/mini';
import {
  aiProviderSchema,
  assistantTypeSchema,
  automationModeSchema,
  handOverReasonSchema,
} from '../automation.ts';
import { aiAgentSchema } from '../collections/assistant.ts';
import { botDefinitionSchema, botMediaSchema } from '../collections/bot.ts';
import { LIMITS } from '../limits.ts';
import { contract } from './define.ts';
import {
  chosenIdSchema,
  chosenIfNew,
  doneSchema,
  expectedRevisionSchema,
  idSchema,
  nameSchema,
} from './fields.ts';

const assistantInput = z.strictObject({ assistantId: idSchema });
const uploadPathSchema = z.string().check(z.maxLength(400));

const assistantFields = {
  name: nameSchema,
  description: z.string().check(z.maxLength(500)),
  calendarId: z.nullable(idSchema),
};

/** Half an example teaches nothing. */
const savedAgentSchema = z.extend(aiAgentSchema, {
  examples: aiAgentSchema.shape.examples.check(
    z.refine((examples) =>
      examples.every(({ question, answer }) => question.trim() !== '' && answer.trim() !== ''),
    ),
  ),
});

/** An assistant as it is saved, exported and imported: no key, no id of the company. */
export const assistantSettingsSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...assistantFields, type: z.literal('ai'), ai: savedAgentSchema }),
  z.strictObject({ ...assistantFields, type: z.literal('chatbot'), bot: botDefinitionSchema }),
]);
export type AssistantSettings = z.infer<typeof assistantSettingsSchema>;

/** What an exported file holds. */
export const exportedAssistantSchema = z.strictObject({
  format: z.literal('colibri.assistant'),
  version: z.literal(1),
  assistant: assistantSettingsSchema,
  /** Typed knowledge; files stay behind. */
  knowledge: z
    .array(
      z.strictObject({ name: nameSchema, text: z.string().check(z.maxLength(LIMITS.knowledgeCharacters)) }),
    )
    .check(z.maxLength(LIMITS.knowledgeDocuments)),
});
export type ExportedAssistant = z.infer<typeof exportedAssistantSchema>;

export const automationCallables = {
  /**
   * The one switch. `expectedEpoch` is the epoch that the caller's confirmation spoke of. What runs in open
   * conversations is ended or handed to people afterwards. @throws `changed-meanwhile`
   */
  setAutomationMode: contract(
    'automation.manage',
    z.strictObject({ mode: automationModeSchema, expectedEpoch: z.number().check(z.int(), z.nonnegative()) }),
    z.strictObject({ epoch: z.number() }),
  ),
  /** Which assistant of a type answers on a channel; null: none. */
  setChannelAssistant: contract(
    'automation.manage',
    z.strictObject({ channelId: idSchema, type: assistantTypeSchema, assistantId: z.nullable(idSchema) }),
    doneSchema,
  ),
  /**
   * Creates (`isNew`) or changes. `field` of `bot-invalid` names the step at fault, `values.problem` why.
   * @throws `changed-meanwhile` where something else was saved since `expectedRevision`
   */
  saveAssistant: contract(
    'automation.manage',
    z
      .strictObject({
        assistantId: idSchema,
        isNew: z.boolean(),
        expectedRevision: expectedRevisionSchema,
        settings: assistantSettingsSchema,
      })
      .check(chosenIfNew('assistantId')),
    z.strictObject({ assistantId: z.string(), revision: z.number() }),
  ),
  setAssistantStatus: contract(
    'automation.manage',
    z.strictObject({ assistantId: idSchema, status: z.enum(['inactive', 'active']) }),
    doneSchema,
  ),
  /** Once for each `copyId`: a repeat answers with the copy that is there. */
  duplicateAssistant: contract(
    'automation.manage',
    z.strictObject({ assistantId: idSchema, copyId: chosenIdSchema, name: nameSchema }),
    z.strictObject({ assistantId: z.string() }),
  ),
  /** @throws `assistant-in-use` where it answers on a channel */
  archiveAssistant: contract(
    'automation.manage',
    z.strictObject({ assistantId: idSchema, archived: z.boolean() }),
    doneSchema,
  ),
  exportAssistant: contract('automation.manage', assistantInput, exportedAssistantSchema),
  /** Once for each `assistantId`: a repeat answers with the assistant that is there. */
  importAssistant: contract(
    'automation.manage',
    z.strictObject({ assistantId: chosenIdSchema, file: exportedAssistantSchema }),
    z.strictObject({ assistantId: z.string() }),
  ),
  /** Keeps a file that a rule bot sends, until the assistant is deleted. */
  storeBotMedia: contract(
    'automation.manage',
    z.strictObject({ path: uploadPathSchema, name: nameSchema }),
    botMediaSchema,
  ),
  /** Plays one turn of an AI agent without a channel; nothing is stored but what it used. */
  tryAssistant: contract(
    'automation.manage',
    z.strictObject({
      assistantId: idSchema,
      turns: z
        .array(
          z.strictObject({
            from: z.enum(['customer', 'assistant']),
            text: z.string().check(z.maxLength(LIMITS.textCharacters)),
          }),
        )
        .check(z.minLength(1), z.maxLength(40)),
    }),
    z.strictObject({
      text: z.string(),
      handOver: z.nullable(handOverReasonSchema),
      sources: z.array(z.string()),
      inputTokens: z.number(),
      outputTokens: z.number(),
      latencyMs: z.number(),
    }),
  ),

  /** Write-only: the key is encrypted, the app sees its last four. `apiKey` null removes it. */
  saveAiKey: contract(
    'automation.manage',
    z.strictObject({
      provider: aiProviderSchema,
      apiKey: z.nullable(z.string().check(z.trim(), z.minLength(8), z.maxLength(300))),
    }),
    doneSchema,
  ),
  /** Asks the provider with the stored key. @throws `key-missing`, `key-refused`, `ai-unavailable` */
  testAiKey: contract('automation.manage', z.strictObject({ provider: aiProviderSchema }), doneSchema),
  /** Where answers may link to, and what a day may cost: what the call names; the rest stays. */
  saveAiLimits: contract(
    'automation.manage',
    z.strictObject({
      allowedHosts: z.optional(
        z
          .array(
            z
              .string()
              .check(z.trim(), z.toLowerCase(), z.regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/), z.maxLength(253)),
          )
          .check(z.maxLength(100)),
      ),
      tokensPerDay: z.optional(z.number().check(z.int(), z.minimum(0), z.maximum(1_000_000_000))),
      answersPerDay: z.optional(z.number().check(z.int(), z.minimum(0), z.maximum(1_000_000))),
    }),
    doneSchema,
  ),

  /** Adds (`isNew`) or changes a knowledge text or file, and trains it. With `questionId`, that question counts as added. */
  saveKnowledge: contract(
    'automation.manage',
    z
      .strictObject({
        assistantId: idSchema,
        documentId: idSchema,
        isNew: z.boolean(),
        name: nameSchema,
        source: z.discriminatedUnion('type', [
          z.strictObject({
            type: z.literal('text'),
            text: z.string().check(z.minLength(1), z.maxLength(LIMITS.knowledgeCharacters)),
          }),
          z.strictObject({ type: z.literal('upload'), path: uploadPathSchema }),
        ]),
        questionId: z.nullable(idSchema),
      })
      .check(chosenIfNew('documentId')),
    z.strictObject({ documentId: z.string() }),
  ),
  deleteKnowledge: contract(
    'automation.manage',
    z.strictObject({ assistantId: idSchema, documentId: idSchema }),
    doneSchema,
  ),
  /** Reads and embeds every document of the assistant anew. */
  trainAssistant: contract('automation.manage', assistantInput, doneSchema),
  dismissQuestion: contract('automation.read', z.strictObject({ questionId: idSchema }), doneSchema),
  /** Takes a dismissal back. */
  reopenQuestion: contract('automation.read', z.strictObject({ questionId: idSchema }), doneSchema),

  /** Gives an open conversation to the live assistant of its channel; it answers at once if the customer waits. */
  giveToAutomation: contract('inbox.reply', z.strictObject({ conversationId: idSchema }), doneSchema),
  /** Sends a waiting draft, as it stands or changed. @throws `draft-decided`, and what sendMessage throws */
  approveDraft: contract(
    'inbox.reply',
    z.strictObject({
      conversationId: idSchema,
      messageId: idSchema,
      text: z.string().check(z.minLength(1), z.maxLength(LIMITS.textCharacters)),
    }),
    z.strictObject({ messageId: z.string() }),
  ),
  discardDraft: contract(
    'inbox.reply',
    z.strictObject({ conversationId: idSchema, messageId: idSchema }),
    doneSchema,
  ),
};
