import type { DocumentSnapshot } from 'firebase-admin/firestore';
import { aiSettingsSchema, INITIAL_AI_SETTINGS, type AiSettings } from '#contracts/collections/automation.ts';

/** `settings/ai` as it is stored, or as it begins. */
export function parseAiSettings(snapshot: DocumentSnapshot): AiSettings {
  return snapshot.exists ? aiSettingsSchema.parse(snapshot.data()) : INITIAL_AI_SETTINGS;
}
