import { useQuery } from '@tanstack/react-query';
import type { AccentLook } from '#contracts/look/accent-look.ts';

export interface AccentCheck {
  /** Whether white text can be read on it. */
  isGood: boolean;
  /** The nearest colour that can be read: the chosen one itself where it is good. */
  nearest: string;
  /** What the nearest one would look like. */
  look: AccentLook;
}

/** Judges a chosen colour. Null while no colour is chosen or the judge's code is on its way. */
export function useAccentCheck(accent: string | null): AccentCheck | null {
  const check = useQuery<AccentCheck>({
    queryKey: ['accent-check', accent],
    queryFn: async () => {
      const { accentLook, nearestReadable } = await import('#contracts/look/accent-look.ts');
      const nearest = nearestReadable(accent ?? '');
      return { isGood: nearest === accent, nearest, look: accentLook(nearest) };
    },
    enabled: accent !== null,
    staleTime: Number.POSITIVE_INFINITY,
    networkMode: 'always',
  });
  return check.data ?? null;
}
