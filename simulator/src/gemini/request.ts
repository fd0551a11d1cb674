import * as z from 'zod';
import type { JsonSchema } from '../ai/json-schema.ts';
import type { Question } from '../ai/question.ts';

/** https://ai.google.dev/api/caching#Part: the kinds that a customer's message can become. */
const partSchema = z.union([
  z.strictObject({ text: z.string() }),
  z.strictObject({ inlineData: z.strictObject({ mimeType: z.string().min(3), data: z.base64() }) }),
]);
const contentSchema = z.strictObject({ role: z.string().optional(), parts: z.array(partSchema).min(1) });
type Content = z.infer<typeof contentSchema>;

/** https://ai.google.dev/api/caching#Schema: a part of OpenAPI 3.0, and no JSON schema beyond it. */
const responseSchema: z.ZodType<JsonSchema> = z.lazy(() =>
  z.strictObject({
    type: z.enum(['string', 'number', 'integer', 'boolean', 'array', 'object']),
    description: z.string().optional(),
    nullable: z.boolean().optional(),
    enum: z.array(z.string()).optional(),
    items: responseSchema.optional(),
    properties: z.record(z.string(), responseSchema).optional(),
    required: z.array(z.string()).optional(),
  }),
);

const generationConfigSchema = z.strictObject({
  temperature: z.number().min(0).max(2).optional(),
  topP: z.number().optional(),
  topK: z.number().optional(),
  candidateCount: z.literal(1).optional(),
  stopSequences: z.array(z.string()).optional(),
  maxOutputTokens: z.number().int().min(1).optional(),
  responseMimeType: z.enum(['text/plain', 'application/json']).optional(),
  responseSchema: responseSchema.optional(),
  thinkingConfig: z
    .strictObject({
      thinkingBudget: z.number().int().optional(),
      thinkingLevel: z.enum(['minimal', 'low', 'medium', 'high']).optional(),
      includeThoughts: z.boolean().optional(),
    })
    .optional(),
});

/** Unknown fields are refused, as the service refuses them. */
export const generateSchema = z
  .strictObject({
    contents: z.array(contentSchema).min(1),
    systemInstruction: contentSchema.optional(),
    generationConfig: generationConfigSchema.default({}),
    safetySettings: z.array(z.unknown()).optional(),
    tools: z.array(z.unknown()).optional(),
    toolConfig: z.unknown().optional(),
  })
  .refine(({ contents }) => ['user', undefined].includes(contents[0]?.role), {
    message: 'Please ensure that the first content has role user',
    path: ['contents'],
  })
  .refine(
    ({ generationConfig: { responseSchema: schema, responseMimeType } }) =>
      schema === undefined || responseMimeType === 'application/json',
    { message: 'responseSchema needs responseMimeType application/json', path: ['generationConfig'] },
  );
export type GenerateRequest = z.infer<typeof generateSchema>;

export const countSchema = z.union([
  z.strictObject({ contents: z.array(contentSchema).min(1) }),
  z.strictObject({
    generateContentRequest: z.looseObject({ contents: z.array(contentSchema).min(1) }),
  }),
]);

export const embedSchema = z.strictObject({
  model: z.string().optional(),
  content: contentSchema,
  taskType: z
    .enum([
      'RETRIEVAL_QUERY',
      'RETRIEVAL_DOCUMENT',
      'SEMANTIC_SIMILARITY',
      'CLASSIFICATION',
      'CLUSTERING',
      'QUESTION_ANSWERING',
      'FACT_VERIFICATION',
      'CODE_RETRIEVAL_QUERY',
    ])
    .optional(),
  title: z.string().optional(),
  outputDimensionality: z.number().int().min(1).max(3072).optional(),
});
export type EmbedRequest = z.infer<typeof embedSchema>;

/** The service takes a hundred texts at once. */
export const batchEmbedSchema = z.strictObject({ requests: z.array(embedSchema).min(1).max(100) });

export function textOf({ parts }: Content): string {
  return parts.flatMap((part) => ('text' in part ? [part.text] : [])).join('\n');
}

export function questionOf(model: string, request: GenerateRequest): Question {
  const { contents, systemInstruction, generationConfig } = request;
  return {
    model,
    system: systemInstruction ? textOf(systemInstruction) : '',
    turns: contents.map((content) => ({
      role: content.role === 'model' ? 'assistant' : 'customer',
      text: textOf(content),
      files: content.parts.flatMap((part) =>
        'inlineData' in part
          ? [
              {
                mimeType: part.inlineData.mimeType,
                bytes: Buffer.byteLength(part.inlineData.data, 'base64'),
              },
            ]
          : [],
      ),
    })),
    schema: generationConfig.responseSchema ?? null,
    temperature: generationConfig.temperature ?? null,
    maxOutputTokens: generationConfig.maxOutputTokens ?? null,
  };
}
