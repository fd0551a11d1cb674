import * as z from 'zod/mini';
import { aiProviderSchema } from '../automation.ts';

/** `chatbots/{assistantId}/knowledge/{documentId}`: a text or a file that an AI agent answers from. */
export const knowledgeDocumentSchema = z.object({
  name: z.string(),
  source: z.discriminatedUnion('type', [
    z.object({ type: z.literal('text'), text: z.string() }),
    /** The file's own text is read when it is trained. */
    z.object({
      type: z.literal('file'),
      path: z.string(),
      mimeType: z.string(),
      size: z.number(),
      /** Where it was uploaded: a call that names the same upload again brings nothing new. */
      uploadPath: z.optional(z.string()),
    }),
  ]),
  status: z.enum(['inactive', 'training', 'active', 'failed']),
  /** Why it failed: a reason of `contracts/errors.ts`. */
  problem: z.nullable(z.string()),
  /** Rises with each training: chunks of an older one are not found any more. */
  generation: z.number(),
  chunkCount: z.number(),
  /** Chunks embedded so far in the training that runs. */
  trainedCount: z.number(),
  updatedAt: z.number(),
  updatedBy: z.string(),
});
export type KnowledgeDocument = z.infer<typeof knowledgeDocumentSchema>;

/** `chatbots/{assistantId}/chunks/{id}`: a passage with its vector (768 dimensions). Functions only. */
export const knowledgeChunkSchema = z.object({
  documentId: z.string(),
  documentName: z.string(),
  generation: z.number(),
  /** Who made the vector: those of two providers do not compare. */
  provider: aiProviderSchema,
  /** False while its training runs: searched passages are live ones. */
  isLive: z.boolean(),
  position: z.number(),
  text: z.string(),
});
export type KnowledgeChunk = z.infer<typeof knowledgeChunkSchema>;
