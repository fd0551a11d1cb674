import * as z from 'zod/mini';

/** Colours that queues and tags may have: names of the interface's palette, so that both schemes stay readable. */
export const COLORS = [
  'gray',
  'red',
  'pink',
  'grape',
  'violet',
  'indigo',
  'blue',
  'cyan',
  'teal',
  'green',
  'lime',
  'yellow',
  'orange',
] as const;
export const colorSchema = z.enum(COLORS);
export type Color = z.infer<typeof colorSchema>;

export const queueSchema = z.object({
  name: z.string(),
  color: colorSchema,
  archived: z.boolean(),
  /** Opening hours; null or absent: the company's. */
  calendarId: z.optional(z.nullable(z.string())),
  /** Where new conversations go while the queue is closed; null or absent: they wait here. */
  closedQueueId: z.optional(z.nullable(z.string())),
});
export type Queue = z.infer<typeof queueSchema>;

export const tagSchema = z.object({ name: z.string(), color: colorSchema, archived: z.boolean() });
export type Tag = z.infer<typeof tagSchema>;

/** `settings/taxonomy`: queues and tags by id. Archived ones stay, so that old rows keep their names. */
export const taxonomySchema = z.object({
  queues: z.record(z.string(), queueSchema),
  tags: z.record(z.string(), tagSchema),
});
export type Taxonomy = z.infer<typeof taxonomySchema>;
