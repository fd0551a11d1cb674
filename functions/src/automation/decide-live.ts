import type { AssistantType } from '#contracts/automation.ts';
import type { Automation } from '#contracts/collections/automation.ts';
import type { CalendarFacts } from './calendar-facts.ts';

/** The assistant that answers on a channel. */
export interface LiveAssistant {
  id: string;
  name: string;
  type: AssistantType;
}

/**
 * Which assistant answers on a channel; null: people do. The mode is one type or none, so that two assistants are never
 * live on one channel.
 */
export function decideLive(
  { mode, channels, assistants }: Pick<Automation, 'mode' | 'channels' | 'assistants'>,
  channelId: string,
  hours: CalendarFacts,
): LiveAssistant | null {
  if (mode === 'off' || !Object.hasOwn(channels, channelId)) return null;
  const id = channels[channelId]?.[mode] ?? null;
  const assistant = id !== null && Object.hasOwn(assistants, id) ? assistants[id] : undefined;
  if (id === null || assistant === undefined) return null;
  const { name, type, status, calendarId } = assistant;
  if (type !== mode || status === 'inactive') return null;
  if (calendarId !== null && !hours.isOpen(calendarId)) return null;
  return { id, name, type };
}
