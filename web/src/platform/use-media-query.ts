import { useSyncExternalStore } from 'react';

/** Whether a CSS media query holds now. */
export function useMediaQuery(condition: string): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const list = matchMedia(condition);
      list.addEventListener('change', onChange);
      return () => list.removeEventListener('change', onChange);
    },
    () => matchMedia(condition).matches,
  );
}
