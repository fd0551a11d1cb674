import { useEffect } from 'react';
import * as z from 'zod/mini';
import type { SimulatedMessage } from '../src/messages.ts';
import { markRead } from './requests.ts';
import { addressOf, threadKey, type SeenTimes, type Thread } from './threads.ts';
import { useFocused } from './use-focused.ts';
import { useStored } from './use-stored.ts';

/**
 * Notes that the person has looked at a thread, whenever it is open on a page that has the focus, and tells the company
 * where the channel does and the person allows it.
 * @param messages those of the thread
 * @returns when which thread was last looked at
 */
export function useReading(thread: Thread, messages: SimulatedMessage[], hasReceipts: boolean): SeenTimes {
  const [seen, setSeen] = useStored<SeenTimes>('colibri.phone.seen', z.record(z.string(), z.number()), {});
  const isFocused = useFocused();
  const key = threadKey(thread);
  const newest = Math.max(
    0,
    ...messages.filter((message) => message.direction === 'outbound').map((message) => message.createdAt),
  );
  const isNew = newest > (seen[key] ?? 0);
  const delivered = messages
    .filter((message) => message.direction === 'outbound' && message.status === 'delivered')
    .map((message) => message.sid)
    .join(' ');

  useEffect(() => {
    if (isFocused && isNew) setSeen((before) => ({ ...before, [key]: newest }));
  }, [isFocused, isNew, key, newest, setSeen]);

  // Once for each message that arrives; telling twice changes nothing.
  const { phone, channel, company } = thread;
  useEffect(() => {
    if (!isFocused || !hasReceipts || delivered === '' || channel !== 'whatsapp' || company === null) return;
    markRead(addressOf(phone, channel), addressOf(company, channel)).catch(reportError);
  }, [isFocused, hasReceipts, delivered, phone, channel, company]);

  return seen;
}
