import { isWhatsApp, phoneOf, type SimulatedMessage } from '../src/messages.ts';
import type { Person } from './people.ts';

export type Channel = 'whatsapp' | 'sms';

/** What one phone and one number of a company write to each other on one channel. */
export interface Thread {
  phone: string;
  channel: Channel;
  /** The company's number; null while it has none on this channel. */
  company: string | null;
}

/** When the person last looked, in milliseconds since the epoch, by thread. */
export type SeenTimes = Record<string, number>;

export function addressOf(phone: string, channel: Channel): string {
  return channel === 'whatsapp' ? `whatsapp:${phone}` : phone;
}

export function threadKey({ phone, channel, company }: Thread): string {
  return `${addressOf(phone, channel)} ${company ?? ''}`;
}

export function threadOf(message: SimulatedMessage): Thread {
  const [customer, company] =
    message.direction === 'inbound' ? [message.from, message.to] : [message.to, message.from];
  return {
    phone: phoneOf(customer),
    channel: isWhatsApp(customer) ? 'whatsapp' : 'sms',
    company: phoneOf(company),
  };
}

/** A thread's messages, oldest first. */
export function messagesOf(messages: Iterable<SimulatedMessage>, thread: Thread): SimulatedMessage[] {
  const key = threadKey(thread);
  return [...messages]
    .filter((message) => threadKey(threadOf(message)) === key)
    .sort((a, b) => a.createdAt - b.createdAt);
}

/** The company's message has reached the phone, and the person has not looked since. */
export function isUnread(message: SimulatedMessage, seen: SeenTimes): boolean {
  if (message.direction !== 'outbound' || message.status !== 'delivered') return false;
  return message.createdAt > (seen[threadKey(threadOf(message))] ?? 0);
}

/** Everybody to choose from: those who are ready-made or added, then the numbers that only messages know. */
export function listPhones(people: Person[], messages: Iterable<SimulatedMessage>): Person[] {
  const known = new Map(people.map((person) => [person.phone, person]));
  for (const message of messages) {
    const { phone } = threadOf(message);
    const found = known.get(phone);
    if (!found) known.set(phone, { name: message.profileName ?? phone, phone });
    else if (found.name === phone && message.profileName)
      known.set(phone, { name: message.profileName, phone });
  }
  return [...known.values()];
}

/** The newest thread of a phone with something unread, or null. */
export function findUnreadThread(
  messages: Iterable<SimulatedMessage>,
  phone: string,
  seen: SeenTimes,
): Thread | null {
  const unread = [...messages]
    .filter((message) => threadOf(message).phone === phone && isUnread(message, seen))
    .sort((a, b) => a.createdAt - b.createdAt)
    .at(-1);
  return unread ? threadOf(unread) : null;
}
