import * as z from 'zod/mini';
import { brandingSchema } from '../collections/company.ts';
import { localeSchema } from '../locales.ts';
import { roleSchema } from '../roles.ts';
import { LIMITS } from '../limits.ts';
import { contract } from './define.ts';
import { doneSchema, idSchema, nameSchema, passwordSchema } from './fields.ts';

const memberInput = z.strictObject({ memberId: idSchema });
const queueIdsSchema = z.array(idSchema).check(z.maxLength(LIMITS.queues));
const emailSchema = z.email().check(z.maxLength(200));

/** Where the work of somebody who leaves goes. */
const workTargetSchema = z.discriminatedUnion('type', [
  /** Back to the waiting lists of its queues. */
  z.strictObject({ type: z.literal('queues') }),
  z.strictObject({ type: z.literal('queue'), queueId: idSchema }),
  z.strictObject({ type: z.literal('member'), memberId: idSchema }),
]);

export const peopleCallables = {
  /**
   * Makes the account (without a password, unusable until the link is opened) and sends the invitation. Repeated for an
   * address that is still invited: a new link, the old one is void.
   */
  inviteMember: contract(
    'people.manage',
    z.strictObject({
      name: nameSchema,
      email: emailSchema,
      role: roleSchema,
      queueIds: queueIdsSchema,
      locale: localeSchema,
    }),
    z.strictObject({ memberId: z.string() }),
  ),
  resendInvitation: contract('people.manage', memberInput, doneSchema),
  /** What the page behind the link shows before a password is chosen. */
  getInvitation: contract(
    'public',
    z.strictObject({ invitationId: idSchema, signature: z.string().check(z.maxLength(64)) }),
    z.strictObject({
      companyName: z.string(),
      branding: brandingSchema,
      name: z.string(),
      email: z.string(),
      locale: localeSchema,
    }),
  ),
  /** @throws `password-too-weak`: one that is tried first, or the own name or address */
  acceptInvitation: contract(
    'public',
    z.strictObject({
      invitationId: idSchema,
      signature: z.string().check(z.maxLength(64)),
      name: nameSchema,
      password: passwordSchema,
    }),
    z.strictObject({ email: z.string() }),
  ),
  /** Claim and member document together; the old role ends at once. @throws `last-admin` */
  setMemberRole: contract(
    'people.manage',
    z.strictObject({ memberId: idSchema, role: roleSchema }),
    doneSchema,
  ),
  setMemberQueues: contract(
    'people.manage',
    z.strictObject({
      memberId: idSchema,
      queueIds: queueIdsSchema,
      capacity: z.number().check(z.int(), z.minimum(0), z.maximum(200)),
    }),
    doneSchema,
  ),
  /** Ends every session at once. Open work stays where it is until it is handed over. @throws `last-admin` */
  disableMember: contract('people.manage', memberInput, doneSchema),
  enableMember: contract('people.manage', memberInput, doneSchema),
  /** For good: the account is deleted, the name stays on old messages. @throws `last-admin`, `has-open-work` */
  removeMember: contract('people.manage', memberInput, doneSchema),
  signOutEverywhere: contract('people.manage', memberInput, doneSchema),
  /**
   * Moves the open conversations of a member, up to 100 at a call, so that a progress can be shown.
   * `remaining`: how many are left, up to 100.
   */
  handOverConversations: contract(
    'people.manage',
    z.strictObject({ memberId: idSchema, to: workTargetSchema }),
    z.strictObject({ moved: z.number(), remaining: z.number() }),
  ),

  /** The caller's own profile. `avatar`: an upload to take, `null` to remove it, absent to keep it. */
  saveProfile: contract(
    'member',
    z.strictObject({
      name: nameSchema,
      phone: z.nullable(z.string().check(z.maxLength(40))),
      timeZone: z.nullable(z.string().check(z.maxLength(60))),
      locale: localeSchema,
      avatar: z.optional(z.nullable(z.strictObject({ path: z.string().check(z.maxLength(400)) }))),
    }),
    z.strictObject({ avatar: z.nullable(z.string()) }),
  ),
  /** Called once by a fresh sign-in, so that the member finds this device in the list of sessions. */
  noteSession: contract('member', z.strictObject({ device: z.string().check(z.maxLength(120)) }), doneSchema),
  /** Ends one session of the caller, the current one included. @throws `limit-reached`: end all instead */
  endSession: contract(
    'member',
    z.strictObject({ authTime: z.number().check(z.int(), z.nonnegative()) }),
    doneSchema,
  ),
  /** After the caller changed the password: ends every other session. The caller signs in again. */
  endAllSessions: contract('member', z.strictObject({}), doneSchema),

  /** One page of the audit log as CSV lines, newest first; the first page has the heading. */
  exportAudit: contract(
    'audit.read',
    z.strictObject({
      /** One action, or a thing for all of its actions, such as `member`. */
      action: z.nullable(z.string().check(z.maxLength(60))),
      memberId: z.nullable(idSchema),
      from: z.nullable(z.number()),
      until: z.nullable(z.number()),
      cursor: z.nullable(z.string().check(z.maxLength(400))),
    }),
    z.strictObject({ csv: z.string(), cursor: z.nullable(z.string()) }),
  ),
};
