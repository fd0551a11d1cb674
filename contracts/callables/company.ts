import * as z from 'zod/mini';
import { ANNOUNCEMENT_PRIORITIES } from '../collections/announcement.ts';
import { LIMITS } from '../limits.ts';
import { localeSchema } from '../locales.ts';
import { ROLES } from '../roles.ts';
import { contract } from './define.ts';
import { chosenIfNew, doneSchema, expectedRevisionSchema, idSchema, nameSchema } from './fields.ts';

const hostSchema = z.string().check(z.trim(), z.regex(/^[a-zA-Z0-9.-]{1,253}$/));

export const companyCallables = {
  /**
   * Name, language, time zone and look. What is absent stays, so that two people who change different things both keep
   * theirs. `logo`: an upload to take, `null` to remove it.
   */
  saveCompany: contract(
    'company.manage',
    z.strictObject({
      name: z.optional(nameSchema),
      locale: z.optional(localeSchema),
      timeZone: z.optional(z.string().check(z.minLength(1), z.maxLength(60))),
      /** `#rrggbb`; null: Colibri's own. @throws `contrast-too-low` with the nearest good one in `values.accent` */
      accent: z.optional(z.nullable(z.string().check(z.regex(/^#[0-9a-f]{6}$/)))),
      logo: z.optional(z.nullable(z.strictObject({ path: z.string().check(z.maxLength(400)) }))),
    }),
    z.strictObject({ logo: z.nullable(z.string()) }),
  ),
  /** The company's own SMTP server; `settings` null: the installation's. `password` null keeps the stored one. */
  saveMailSettings: contract(
    'company.manage',
    z.strictObject({
      settings: z.nullable(
        z.strictObject({
          host: hostSchema,
          port: z.number().check(z.int(), z.minimum(1), z.maximum(65_535)),
          isSecure: z.boolean(),
          user: z.string().check(z.maxLength(200)),
          password: z.nullable(z.string().check(z.minLength(1), z.maxLength(200))),
          fromName: nameSchema,
          fromAddress: z.email().check(z.maxLength(200)),
        }),
      ),
    }),
    doneSchema,
  ),
  /** Sends a test mail to the caller now. @throws `mail-not-configured`, or a `MailProblem` as the reason */
  testMail: contract('company.manage', z.strictObject({}), doneSchema),
};

export const announcementCallables = {
  /** Creates (`isNew`) or changes a post. @throws `changed-meanwhile` where it was saved since `expectedRevision` */
  saveAnnouncement: contract(
    'announcements.manage',
    z
      .strictObject({
        announcementId: idSchema,
        isNew: z.boolean(),
        expectedRevision: expectedRevisionSchema,
        title: nameSchema,
        /** HTML as the editor gives it; cleaned before it is stored. */
        body: z.string().check(z.maxLength(LIMITS.announcementCharacters)),
        priority: z.enum(ANNOUNCEMENT_PRIORITIES),
        roles: z.array(z.enum(ROLES)).check(z.minLength(1), z.maxLength(3)),
        /** Null: at once, which a post that has begun already keeps. */
        from: z.nullable(z.number()),
        until: z.nullable(z.number()),
      })
      .check(chosenIfNew('announcementId')),
    z.strictObject({ announcementId: z.string() }),
  ),
  deleteAnnouncement: contract(
    'announcements.manage',
    z.strictObject({ announcementId: idSchema }),
    doneSchema,
  ),
};
