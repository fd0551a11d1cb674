import type { ChannelType } from '#contracts/channels.ts';
import type { ChannelAdapter } from './contract.ts';
import { twilioSms, twilioWhatsapp } from './twilio/index.ts';

/** Every channel by its type: the compiler names the one that is missing. */
export const channelAdapters: Record<ChannelType, ChannelAdapter> = {
  twilio_whatsapp: twilioWhatsapp,
  twilio_sms: twilioSms,
};
