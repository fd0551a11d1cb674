import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { PEOPLE, readPhone } from './people.ts';
import type { Channel, Thread } from './threads.ts';

/** Who is chosen where the address names nobody. */
export const FIRST_PHONE = PEOPLE[0]?.phone ?? '';

/** Which thread is open, as the page's address says, and how to open another. */
export function useSelection(): [Thread, (change: Partial<Thread>) => void] {
  const search = useSyncExternalStore(subscribe, () => location.search);
  const thread = useMemo(() => read(search), [search]);
  const select = useCallback((change: Partial<Thread>) => {
    const next = { ...read(location.search), ...change };
    const parameters = new URLSearchParams({ phone: next.phone, channel: next.channel });
    if (next.company !== null) parameters.set('company', next.company);
    history.pushState(null, '', `?${parameters.toString()}`);
    for (const listener of listeners) listener();
  }, []);
  return [thread, select];
}

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('popstate', listener);
  };
}

function read(search: string): Thread {
  const parameters = new URLSearchParams(search);
  // A plus sign that somebody typed as it is reads as a space.
  const number = (name: string): string | null =>
    readPhone((parameters.get(name) ?? '').trim().replace(/^(?=\d)/, '+'));
  const channel: Channel = parameters.get('channel') === 'sms' ? 'sms' : 'whatsapp';
  return { phone: number('phone') ?? FIRST_PHONE, channel, company: number('company') };
}
