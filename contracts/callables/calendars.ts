import * as z from 'zod/mini';
import { LIMITS } from '../limits.ts';
import { contract } from './define.ts';
import { chosenIfNew, doneSchema, expectedRevisionSchema, idSchema, nameSchema } from './fields.ts';

const intervalInput = z.strictObject({
  from: z.number().check(z.int(), z.minimum(0), z.maximum(1439)),
  to: z.number().check(z.int(), z.minimum(1), z.maximum(2880)),
});
const intervalsInput = z.array(intervalInput).check(z.maxLength(LIMITS.intervalsPerDay));

export const calendarCallables = {
  /**
   * Creates (`isNew`) or changes opening hours. @throws `invalid-input` naming an interval that overlaps,
   * `changed-meanwhile` where they were saved since `expectedRevision`
   */
  saveCalendar: contract(
    'hours.manage',
    z
      .strictObject({
        calendarId: idSchema,
        isNew: z.boolean(),
        expectedRevision: expectedRevisionSchema,
        name: nameSchema,
        timeZone: z.string().check(z.minLength(1), z.maxLength(60)),
        week: z.array(z.strictObject({ intervals: intervalsInput })).check(z.minLength(7), z.maxLength(7)),
        exceptions: z
          .array(
            z.strictObject({
              date: z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/)),
              name: z.string().check(z.maxLength(LIMITS.nameCharacters)),
              intervals: intervalsInput,
            }),
          )
          .check(z.maxLength(LIMITS.exceptionsPerCalendar)),
      })
      .check(chosenIfNew('calendarId')),
    z.strictObject({ calendarId: z.string() }),
  ),
  /** @throws `in-use` where a company, channel, queue or assistant keeps these hours */
  deleteCalendar: contract('hours.manage', z.strictObject({ calendarId: idSchema }), doneSchema),
  /** Whose hours: the company's, a channel's (with its message for closed hours) or a queue's (with its way out). */
  setHours: contract(
    'hours.manage',
    z.strictObject({
      target: z.discriminatedUnion('type', [
        z.strictObject({ type: z.literal('company') }),
        z.strictObject({
          type: z.literal('channel'),
          channelId: idSchema,
          closedMessage: z.nullable(z.string().check(z.maxLength(LIMITS.closedMessageCharacters))),
        }),
        z.strictObject({ type: z.literal('queue'), queueId: idSchema, closedQueueId: z.nullable(idSchema) }),
      ]),
      calendarId: z.nullable(idSchema),
    }),
    doneSchema,
  ),
};
