import * as z from 'zod/mini';

/** Every kind of channel that a company can connect. The registry in functions covers each by type. */
export const CHANNEL_TYPES = ['twilio_whatsapp', 'twilio_sms'] as const;
export const channelTypeSchema = z.enum(CHANNEL_TYPES);
export type ChannelType = z.infer<typeof channelTypeSchema>;

/** What a channel can carry; the composer and sendMessage read this one table. */
export interface ChannelCapabilities {
  /** Characters of one text. */
  textCharacters: number;
  media: boolean;
  /** Files of one message, and bytes of one file. */
  mediaPerMessage: number;
  mediaBytes: number;
  /** A reply can quote an earlier message at the provider; otherwise the quote is ours alone. */
  quotes: boolean;
  readReceipts: boolean;
  /** The customer can be shown that an answer is being written. */
  typing: boolean;
  /** Milliseconds after the customer's last message in which free text is allowed; null: always. */
  serviceWindowMs: number | null;
  /** The business can write first without a template. */
  startsFreely: boolean;
  /** Buttons that one message can carry; menus with more choices are numbered in the text. 0: none. */
  buttons: number;
}

export const CAPABILITIES = {
  twilio_whatsapp: {
    textCharacters: 1600,
    media: true,
    mediaPerMessage: 1,
    mediaBytes: 16 * 1024 * 1024,
    quotes: false,
    readReceipts: true,
    typing: true,
    serviceWindowMs: 24 * 60 * 60 * 1000,
    startsFreely: false,
    buttons: 0,
  },
  twilio_sms: {
    textCharacters: 1600,
    media: true,
    mediaPerMessage: 10,
    mediaBytes: 5 * 1024 * 1024,
    quotes: false,
    readReceipts: false,
    typing: false,
    serviceWindowMs: null,
    startsFreely: true,
    buttons: 0,
  },
} as const satisfies Record<ChannelType, ChannelCapabilities>;
