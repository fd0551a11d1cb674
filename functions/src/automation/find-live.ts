import type { Automation } from '#contracts/collections/automation.ts';
import type { Channel } from '#contracts/collections/channel.ts';
import { openHours } from '../calendars/hours-store.ts';
import { findAutomation } from './automation-store.ts';
import { decideLive, type LiveAssistant } from './decide-live.ts';

/**
 * Who answers by itself on a channel, as this instance knew it at most a minute ago. Meant for the way in: whoever is
 * about to answer asks again.
 */
export async function findLiveAssistant(
  companyId: string,
  channel: { channelId: string; calendarId?: Channel['calendarId'] },
): Promise<LiveAssistant | null> {
  return liveAssistantOf(await findAutomation(companyId), companyId, channel);
}

/** The same, by settings that were read already. */
export async function liveAssistantOf(
  automation: Automation,
  companyId: string,
  channel: { channelId: string; calendarId?: Channel['calendarId'] },
): Promise<LiveAssistant | null> {
  if (automation.mode === 'off') return null; // the usual case asks for no hours
  const hours = await openHours(companyId, channel.calendarId);
  return decideLive(automation, channel.channelId, hours);
}
