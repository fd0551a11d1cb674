import { useMemo } from 'react';

/** Every time zone that the browser knows; one that is in use and unknown here comes first. */
export function useTimeZones(present: string | null): string[] {
  return useMemo(() => {
    const known = Intl.supportedValuesOf('timeZone');
    return present === null || known.includes(present) ? known : [present, ...known];
  }, [present]);
}
