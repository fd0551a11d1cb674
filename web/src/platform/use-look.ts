import { useSyncExternalStore } from 'react';
import { currentLook, watchLook, type Look } from './look-store.ts';

/** The look of this device, as it changes. */
export function useLook(): Look {
  return useSyncExternalStore(watchLook, currentLook);
}
