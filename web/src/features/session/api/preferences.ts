import { doc, setDoc } from 'firebase/firestore';
import { preferencesSchema, type Preferences } from '#contracts/collections/member.ts';
import { paths } from '#contracts/collections/paths.ts';
import { documentUnit } from '../../../platform/documents.ts';
import { firestore } from '../../../platform/firebase.ts';
import { useLive } from '../../../platform/live-query.ts';

/** The member's own preferences; null until the first change has been saved. */
export function usePreferencesQuery(companyId: string, uid: string) {
  return useLive(documentUnit(paths.preferences(companyId, uid), preferencesSchema));
}

/**
 * Saves preferences. The listener shows them at once, also without a connection.
 *
 * @param changed what of them was changed: the rest, which another device may be changing, stays. Null: all, because none
 *   are stored.
 */
export async function savePreferences(
  { companyId, uid }: { companyId: string; uid: string },
  preferences: Preferences,
  changed: string[] | null,
): Promise<void> {
  const options = changed === null ? {} : { mergeFields: changed };
  await setDoc(doc(firestore(), paths.preferences(companyId, uid)), preferences, options);
}
