import { useEffect, useState } from 'react';
import type { SimulatedAccount, SimulatedMessage } from '../src/messages.ts';
import type { Trouble } from '../src/trouble.ts';
import { fetchAccounts, fetchMessages, fetchTrouble } from './requests.ts';

interface SimulatorView {
  /** `lost`: the simulator has stopped or cannot be reached; the page tries again by itself. */
  connection: 'loading' | 'live' | 'lost';
  accounts: SimulatedAccount[];
  messages: ReadonlyMap<string, SimulatedMessage>;
  trouble: Trouble[];
}

const EMPTY: SimulatorView = { connection: 'loading', accounts: [], messages: new Map(), trouble: [] };

/**
 * All that the simulator knows, live. Read anew whenever the stream of events opens, because it may have missed some.
 * @param phone its whole history is read, where of all others only the newest messages are
 */
export function useSimulator(phone: string): SimulatorView {
  const [view, setView] = useState(EMPTY);
  const [openings, setOpenings] = useState(0);

  useEffect(() => {
    const events = new EventSource('/control/events');
    const on = (name: string, apply: (view: SimulatorView, data: unknown) => SimulatorView): void => {
      events.addEventListener(name, (event: MessageEvent<string>) => {
        const data: unknown = JSON.parse(event.data);
        setView((before) => apply(before, data));
      });
    };
    // The types of the data are those with which control.ts writes them.
    on('message', (before, data) => ({
      ...before,
      messages: withMessages(before.messages, [data as SimulatedMessage]),
    }));
    on('accounts', (before, data) => ({ ...before, ...(data as Pick<SimulatorView, 'accounts'>) }));
    on('trouble', (before, data) => ({ ...before, ...(data as Pick<SimulatorView, 'trouble'>) }));
    events.addEventListener('open', () => setOpenings((count) => count + 1));
    events.addEventListener('error', () => setView((before) => ({ ...before, connection: 'lost' })));
    return () => events.close();
  }, []);

  useEffect(() => {
    if (openings === 0) return;
    let isCurrent = true;
    const load = async (): Promise<void> => {
      const [accounts, trouble, newest] = await Promise.all([
        fetchAccounts(),
        fetchTrouble(),
        fetchMessages(),
      ]);
      if (!isCurrent) return;
      setView((before) => ({
        connection: 'live',
        accounts,
        trouble,
        messages: withMessages(before.messages, newest),
      }));
    };
    load().catch((error: unknown) => {
      reportError(error);
      if (isCurrent) setView((before) => ({ ...before, connection: 'lost' }));
    });
    return () => {
      isCurrent = false;
    };
  }, [openings]);

  useEffect(() => {
    if (openings === 0) return;
    fetchMessages(phone).then(
      (found) => setView((before) => ({ ...before, messages: withMessages(before.messages, found) })),
      reportError,
    );
  }, [openings, phone]);

  return view;
}

/** An answer may be older than an event that overtook it: a message never goes back. */
function withMessages(
  before: ReadonlyMap<string, SimulatedMessage>,
  found: SimulatedMessage[],
): Map<string, SimulatedMessage> {
  const messages = new Map(before);
  for (const message of found) {
    const known = messages.get(message.sid);
    if (!known || progressOf(message) >= progressOf(known)) messages.set(message.sid, message);
  }
  return messages;
}

const STATES = ['queued', 'sent', 'undelivered', 'failed', 'delivered', 'read'];

function progressOf(message: SimulatedMessage): number {
  const hasFiles = message.media.every((media) => media.size !== null);
  const isAnswered = message.webhookStatus !== null;
  return STATES.indexOf(message.status) * 4 + (hasFiles ? 2 : 0) + (isAnswered ? 1 : 0);
}
