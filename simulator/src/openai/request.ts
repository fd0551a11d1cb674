import * as z from 'zod';
import type { JsonSchema } from '../ai/json-schema.ts';
import type { Question } from '../ai/question.ts';

const DATA_URL = /^data:([^;,]+);base64,([A-Za-z0-9+/=]*)$/;

const partSchema = z.union([
  z.strictObject({ type: z.literal('text'), text: z.string() }),
  z.strictObject({
    type: z.literal('image_url'),
    image_url: z.strictObject({
      url: z.string().regex(DATA_URL, 'Here only data URLs are known.'),
      detail: z.enum(['low', 'high', 'auto']).optional(),
    }),
  }),
]);
const messageSchema = z.strictObject({
  role: z.enum(['system', 'developer', 'user', 'assistant']),
  content: z.union([z.string(), z.array(partSchema).min(1)]),
});
type ChatMessage = z.infer<typeof messageSchema>;

/** In strict mode every object closes itself and requires all that it has. */
const strictSchema: z.ZodType<JsonSchema> = z.lazy(() =>
  z
    .strictObject({
      type: z.union([z.string(), z.array(z.string())]),
      description: z.string().optional(),
      enum: z.array(z.unknown()).optional(),
      items: strictSchema.optional(),
      properties: z.record(z.string(), strictSchema).optional(),
      required: z.array(z.string()).optional(),
      additionalProperties: z.literal(false).optional(),
    })
    .refine(
      ({ type, properties, required, additionalProperties }) =>
        type !== 'object' ||
        (additionalProperties === false &&
          Object.keys(properties ?? {}).every((name) => required?.includes(name) === true)),
      'An object needs additionalProperties false, and each of its properties in required.',
    ),
);

/** Reasoning models take no temperature: https://developers.openai.com/api/docs/guides/reasoning */
const isReasoning = (model: string): boolean => !model.startsWith('gpt-4');

/** Unknown fields are refused, as the service refuses them. */
export const chatSchema = z
  .strictObject({
    model: z.string(),
    messages: z.array(messageSchema).min(1),
    temperature: z.number().min(0).max(2).optional(),
    max_completion_tokens: z.number().int().min(1).optional(),
    reasoning_effort: z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']).optional(),
    response_format: z
      .strictObject({
        type: z.literal('json_schema'),
        json_schema: z.strictObject({
          name: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
          strict: z.literal(true),
          schema: strictSchema,
        }),
      })
      .optional(),
    store: z.boolean().optional(),
    stream: z.boolean().optional(),
    stream_options: z.strictObject({ include_usage: z.boolean() }).optional(),
  })
  .refine(({ model, temperature = 1 }) => temperature === 1 || !isReasoning(model), {
    message: "Unsupported value: 'temperature' does not support this value with this model.",
    path: ['temperature'],
  })
  .refine(({ model, reasoning_effort }) => reasoning_effort === undefined || isReasoning(model), {
    message: 'Unrecognized request argument supplied: reasoning_effort',
    path: ['reasoning_effort'],
  });
export type ChatRequest = z.infer<typeof chatSchema>;

export const embeddingsSchema = z.strictObject({
  model: z.string(),
  input: z.union([z.string().min(1), z.array(z.string().min(1)).min(1).max(2048)]),
  dimensions: z.number().int().min(1).max(3072).optional(),
  encoding_format: z.enum(['float', 'base64']).default('float'),
});

export function questionOf({ model, messages, ...options }: ChatRequest): Question {
  const isSystem = ({ role }: ChatMessage): boolean => role === 'system' || role === 'developer';
  return {
    model,
    system: messages.filter(isSystem).map(textOf).join('\n'),
    turns: messages
      .filter((message) => !isSystem(message))
      .map((message) => ({
        role: message.role === 'assistant' ? 'assistant' : 'customer',
        text: textOf(message),
        files: filesOf(message),
      })),
    schema: options.response_format?.json_schema.schema ?? null,
    temperature: options.temperature ?? null,
    maxOutputTokens: options.max_completion_tokens ?? null,
  };
}

function textOf({ content }: ChatMessage): string {
  if (typeof content === 'string') return content;
  return content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
}

function filesOf({ content }: ChatMessage): { mimeType: string; bytes: number }[] {
  if (typeof content === 'string') return [];
  return content.flatMap((part) => {
    const [, mimeType = '', data = ''] =
      part.type === 'image_url' ? (DATA_URL.exec(part.image_url.url) ?? []) : [];
    return mimeType === '' ? [] : [{ mimeType, bytes: Buffer.byteLength(data, 'base64') }];
  });
}
