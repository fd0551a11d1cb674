import { useEffect, useState } from 'react';

/** Whether an instant, in milliseconds, has come; turns true by itself. Null never comes. */
export function useReached(at: number | null): boolean {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (at === null) return;
    // A timer may wake a little before its time.
    const timer = setTimeout(() => setNow(Date.now()), Math.max(0, at - Date.now()) + 50);
    return () => clearTimeout(timer);
  }, [at]);
  return at !== null && now >= at;
}
