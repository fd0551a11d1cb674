import { automationSchema, type Automation } from '#contracts/collections/automation.ts';
import { paths } from '#contracts/collections/paths.ts';
import { documentUnit } from './documents.ts';
import { useLive } from './live-query.ts';
import { useSession } from './session.ts';

/** What answers customers by itself, and where: one document, listened to only where a screen speaks of it. */
export function useAutomation() {
  const { companyId } = useSession();
  return useLive(documentUnit(paths.automation(companyId), automationSchema));
}

/** The assistant that answers on a channel at present: the mode's own, active or training; null where there is none. */
export function findLiveAssistant(
  { mode, channels, assistants }: Automation,
  channelId: string,
): { id: string; name: string } | null {
  if (mode === 'off') return null;
  const id = channels[channelId]?.[mode] ?? null;
  const assistant = id === null ? undefined : assistants[id];
  if (id === null || assistant === undefined || assistant.status === 'inactive') return null;
  return { id, name: assistant.name };
}
