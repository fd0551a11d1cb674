import { doc, getDoc, setDoc } from 'firebase/firestore';
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
 * Saves what was changed: the rest, which another device may be changing, stays. Where none are stored yet all are. The
 * listener shows them at once, also without a connection.
 *
 * @param isStored undefined: not known yet, which is asked first.
 */
export async function savePreferences(
  { companyId, uid }: { companyId: string; uid: string },
  preferences: Preferences,
  { changed, isStored }: { changed: string[]; isStored: boolean | undefined },
): Promise<void> {
  const ref = doc(firestore(), paths.preferences(companyId, uid));
  const isThere = isStored ?? (await getDoc(ref)).exists();
  await setDoc(ref, preferences, isThere ? { mergeFields: changed } : {});
}
