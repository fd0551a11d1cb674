import type { CallableInput } from '#contracts/callables/index.ts';
import type { ChannelType } from '#contracts/channels.ts';
import type { Channel } from '#contracts/collections/channel.ts';
import type { Stored } from '../../platform/documents.ts';
import { readableAddress } from '../../ui/address.ts';

/** What the form holds while somebody fills it in. */
export interface ChannelForm {
  channelId: string | null;
  type: ChannelType;
  name: string;
  account: string;
  authToken: string;
  phone: string;
  queueId: string | null;
  reopenWithinMs: number;
  state: Channel['state'];
}

const HOUR_MS = 60 * 60_000;

/** Choices for continuing a ticket, in hours; 0 means never. */
export const REOPEN_HOURS = [0, 1, 4, 12, 24, 72] as const;

export function hoursToMs(hours: number): number {
  return hours * HOUR_MS;
}

export function msToHours(durationMs: number): number {
  return durationMs / HOUR_MS;
}

/** The form for a new channel, or for changing one: its token is never known here. */
export function toForm(channel: Stored<Channel> | null): ChannelForm {
  if (channel === null) {
    return {
      channelId: null,
      type: 'twilio_whatsapp',
      name: '',
      account: '',
      authToken: '',
      phone: '',
      queueId: null,
      reopenWithinMs: 0,
      state: 'active',
    };
  }
  const { id, type, name, account, address, queueId, reopenWithinMs, state } = channel;
  return {
    channelId: id,
    type,
    name,
    account,
    authToken: '',
    phone: readableAddress(address),
    queueId,
    reopenWithinMs,
    state,
  };
}

/** What is sent: an empty token keeps the stored one. */
export function toInput(form: ChannelForm): CallableInput<'saveChannel'> {
  return {
    ...form,
    name: form.name.trim(),
    account: form.account.trim(),
    authToken: form.authToken.trim() === '' ? null : form.authToken.trim(),
    phone: form.phone.trim(),
  };
}

/** Whether an Account SID has Twilio's form: `AC` and 32 letters or digits. */
export function isAccountSid(account: string): boolean {
  return /^AC[0-9a-zA-Z]{32}$/.test(account.trim());
}

type Health =
  | { type: 'disabled' }
  | { type: 'never' }
  | { type: 'good'; lastWebhookAt: number }
  | { type: 'error'; lastErrorAt: number; lastError: string };

/** How a channel is: disabled before all else; an error counts until something has arrived after it. */
export function readHealth({ state, health }: Pick<Channel, 'state' | 'health'>): Health {
  const { lastWebhookAt, lastErrorAt, lastError } = health;
  if (state === 'disabled') return { type: 'disabled' };
  if (lastErrorAt !== null && lastErrorAt > (lastWebhookAt ?? 0)) {
    return { type: 'error', lastErrorAt, lastError: lastError ?? '' };
  }
  return lastWebhookAt === null ? { type: 'never' } : { type: 'good', lastWebhookAt };
}
