import * as z from 'zod/mini';

/** `members/{uid}/sessions/{authTime}`: one sign-in of a member, known by its second. */
export const sessionSchema = z.object({
  authTime: z.number(),
  /** `Chrome on Windows`, from the browser's own words. */
  device: z.string(),
  signedInAt: z.number(),
});
export type MemberSession = z.infer<typeof sessionSchema>;
