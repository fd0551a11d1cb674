import * as z from 'zod';
import { isWhatsApp } from './messages.ts';

/** A number as providers write it, with the prefix of WhatsApp where it is that. */
export const addressSchema = z.string().regex(/^(whatsapp:)?\+[1-9]\d{6,14}$/);

const phoneSchema = z.string().regex(/^\+[1-9]\d{6,14}$/);

export const accountSchema = z.strictObject({
  sid: z.string().regex(/^AC[0-9a-z]{32}$/),
  authToken: z.string().min(8),
  name: z.string(),
  numbers: z.array(z.strictObject({ phone: phoneSchema, sms: z.boolean(), whatsapp: z.boolean() })),
});

const locationSchema = z.strictObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  label: z.string().nullable(),
  address: z.string().nullable().default(null),
});

/** What a phone sends. Files are base64; Twilio takes at most ten. */
export const inboundSchema = z
  .strictObject({
    from: addressSchema,
    to: addressSchema,
    text: z.string().max(1600).default(''),
    profileName: z.string().max(100).nullable().default(null),
    media: z
      .array(
        z.strictObject({
          contentType: z.string().regex(/^[\w.+-]+\/[\w.+-]+$/),
          name: z.string().nullable(),
          data: z.base64(),
        }),
      )
      .max(10)
      .default([]),
    location: locationSchema.nullable().default(null),
  })
  .refine(({ from, to }) => isWhatsApp(from) === isWhatsApp(to), 'Both addresses must be of one channel.')
  .refine(({ from, location }) => location === null || isWhatsApp(from), 'SMS carries no location.');
export type PhoneMessageInput = z.input<typeof inboundSchema>;

/** Messages of the past that both sides know already. */
export const historySchema = z.strictObject({
  messages: z
    .array(
      z.strictObject({
        direction: z.enum(['inbound', 'outbound']),
        from: addressSchema,
        to: addressSchema,
        text: z.string(),
        profileName: z.string().max(100).nullable().default(null),
        /** Milliseconds since the epoch. */
        at: z.number().int().min(0),
      }),
    )
    .max(10_000),
});

/** Which messages the person has read: those of `company` to `phone`, with or without the prefix of WhatsApp. */
export const readSchema = z.strictObject({ phone: addressSchema, company: addressSchema });
