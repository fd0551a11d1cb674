import { randomBytes } from 'node:crypto';
import { Mailbox } from './mail/mailbox.ts';
import { isWhatsApp, type SimulatedAccount, type SimulatedMedia, type SimulatedMessage } from './messages.ts';
import { Store } from './store.ts';

/** Twilio's default words on long codes. Source: https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out */
const STOP_WORDS = new Set(['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT']);
const START_WORDS = new Set(['START', 'YES', 'UNSTOP']);

/** Typing indicators that are remembered: the newest. */
const MAX_TYPING = 500;

/** What the provider remembers between one customer's address and one of the company's. */
interface Thread {
  /** When the customer last wrote, in milliseconds since the epoch: what opens WhatsApp's service window. */
  lastInboundAt: number;
  /** The customer has stopped text messages. */
  isStopped: boolean;
}

/** Everything the simulator knows, kept in the data folder, or in memory only when there is none. */
export class SimulatorState {
  readonly accounts = new Map<string, SimulatedAccount>();
  /** In the order in which they were made. */
  readonly messages = new Map<string, SimulatedMessage>();
  readonly mailbox: Mailbox;
  /** Inbound messages beneath which the company was shown typing, in order; in memory only. */
  readonly typing: string[] = [];
  readonly #store: Store;
  readonly #threads = new Map<string, Thread>();
  readonly #messageListeners = new Set<(message: SimulatedMessage) => void>();
  readonly #accountListeners = new Set<() => void>();

  /** @throws an Error that says what to do where the data folder cannot be used */
  constructor(dataFolder: string | null) {
    this.#store = new Store(dataFolder);
    this.mailbox = new Mailbox(this.#store);
    for (const account of this.#store.accounts()) this.accounts.set(account.sid, account);
    for (const message of this.#store.messages()) this.#remember(message);
  }

  putAccount(account: SimulatedAccount): void {
    this.accounts.set(account.sid, account);
    this.#store.putAccount(account);
    for (const listener of this.#accountListeners) listener();
  }

  putMessage(message: SimulatedMessage): void {
    this.#remember(message);
    this.#store.putMessage(message);
    for (const listener of this.#messageListeners) listener(message);
  }

  noteTyping(messageSid: string): void {
    this.typing.push(messageSid);
    if (this.typing.length > MAX_TYPING) this.typing.shift();
  }

  /** Keeps a file's bytes. Before the message that names it, so that whoever hears of it can read it. */
  putFile(mediaSid: string, bytes: Uint8Array): void {
    this.#store.putFile(mediaSid, bytes);
  }

  findMedia(messageSid: string, mediaSid: string): SimulatedMedia | undefined {
    return this.messages.get(messageSid)?.media.find((media) => media.sid === mediaSid);
  }

  findFile(mediaSid: string): Buffer | null {
    return this.#store.findFile(mediaSid);
  }

  /** What is remembered about a customer's address and a company's; null where the customer never wrote. */
  findThread(customer: string, company: string): Thread | null {
    return this.#threads.get(threadKey(customer, company)) ?? null;
  }

  /** Hears every new or changed message; returns the unsubscribe function. */
  onMessage(listener: (message: SimulatedMessage) => void): () => void {
    this.#messageListeners.add(listener);
    return () => this.#messageListeners.delete(listener);
  }

  /** Hears that accounts have changed; returns the unsubscribe function. */
  onAccounts(listener: () => void): () => void {
    this.#accountListeners.add(listener);
    return () => this.#accountListeners.delete(listener);
  }

  close(): void {
    this.#store.close();
  }

  #remember(message: SimulatedMessage): void {
    const isNew = !this.messages.has(message.sid);
    this.messages.set(message.sid, message);
    if (!isNew || message.direction !== 'inbound') return;
    const key = threadKey(message.from, message.to);
    const thread = this.#threads.get(key) ?? { lastInboundAt: message.createdAt, isStopped: false };
    const word = isWhatsApp(message.from) ? '' : message.body.trim().toUpperCase();
    this.#threads.set(key, {
      lastInboundAt: Math.max(thread.lastInboundAt, message.createdAt),
      isStopped: STOP_WORDS.has(word) || (thread.isStopped && !START_WORDS.has(word)),
    });
  }
}

/** A Twilio-like id: two letters and 32 hexadecimal digits. */
export function newSid(prefix: 'SM' | 'MM' | 'ME'): string {
  return prefix + randomBytes(16).toString('hex');
}

function threadKey(customer: string, company: string): string {
  return `${customer} ${company}`;
}
