import type { AiSettings } from '#contracts/collections/automation.ts';
import { paths } from '#contracts/collections/paths.ts';
import { parseAiSettings } from '../ai/ai-settings.ts';
import { db } from '../platform/admin.ts';
import { ExpiringCache } from '../platform/cache.ts';

/** How long an instance may go on with limits that were changed elsewhere. */
const cache = new ExpiringCache<AiSettings>({ ttlMs: 60_000, maxEntries: 2_000 });

/** Keys by their last four, allowed hosts and budget. Costs a read at most once a minute per instance. */
export async function findAiSettings(companyId: string): Promise<AiSettings> {
  const cached = cache.get(companyId);
  if (cached !== undefined) return cached;
  const settings = parseAiSettings(await aiSettingsRef(companyId).get());
  cache.set(companyId, settings);
  return settings;
}

export function forgetAiSettings(companyId: string): void {
  cache.delete(companyId);
}

export function aiSettingsRef(companyId: string) {
  return db().doc(paths.aiSettings(companyId));
}
