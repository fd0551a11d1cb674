import * as z from 'zod/mini';
import { revisionSchema } from '../revision.ts';
import { roleSchema } from '../roles.ts';

export const ANNOUNCEMENT_PRIORITIES = ['normal', 'important', 'urgent'] as const;
export const announcementPrioritySchema = z.enum(ANNOUNCEMENT_PRIORITIES);

/** `announcements/{id}`: a post on the board. Urgent ones interrupt each reader once. */
export const announcementSchema = z.object({
  title: z.string(),
  /** Cleaned HTML. */
  body: z.string(),
  priority: announcementPrioritySchema,
  /** Roles that see it: rules and queries ask `array-contains`. */
  roles: z.array(roleSchema),
  from: z.number(),
  /** Null: no end. */
  until: z.nullable(z.number()),
  author: z.object({ uid: z.string(), name: z.string() }),
  createdAt: z.number(),
  revision: revisionSchema,
  updatedAt: z.number(),
});
export type Announcement = z.infer<typeof announcementSchema>;
