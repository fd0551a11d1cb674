import { useRef, useState } from 'react';
import { useTimeZone } from '../../../i18n/time-zone.ts';
import { callCallable } from '../../../platform/call-callable.ts';
import { useSingleMutation } from '../../../platform/use-single-mutation.ts';
import { countLines, periodOf, type AuditFilter } from '../model.ts';

/** Fetches every entry that fits as CSV, page by page, with how many there are so far and a way to stop. */
export function useExportLog() {
  const timeZone = useTimeZone();
  const [count, setCount] = useState(0);
  const isStopping = useRef(false);
  const mutation = useSingleMutation<string | null, AuditFilter>({
    mutationFn: async (filter) => {
      isStopping.current = false;
      setCount(0);
      const pages: string[] = [];
      let cursor: string | null = null;
      do {
        const page: { csv: string; cursor: string | null } = await callCallable('exportAudit', {
          action: filter.what,
          memberId: filter.who,
          ...periodOf(filter, timeZone),
          cursor,
        });
        if (isStopping.current) return null;
        pages.push(page.csv);
        // The first line of all is the heading.
        const lines = countLines(page.csv) - (cursor === null ? 1 : 0);
        setCount((previous) => previous + lines);
        cursor = page.cursor;
      } while (cursor !== null);
      return pages.join('');
    },
  });
  return {
    ...mutation,
    /** Entries that have arrived. */
    count,
    stop: () => {
      isStopping.current = true;
    },
  };
}
