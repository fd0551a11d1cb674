import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A customer's account at the simulated Twilio, with the addresses it owns. */
export interface SimulatedAccount {
  sid: string;
  authToken: string;
  name: string;
  numbers: { phone: string; sms: boolean; whatsapp: boolean }[];
}

export interface SimulatedMedia {
  sid: string;
  contentType: string;
  name: string | null;
  /** base64 for what a phone sent; a URL for what the company sent. */
  data: string | null;
  url: string | null;
}

export type SimulatedStatus =
  'received' | 'queued' | 'sent' | 'delivered' | 'read' | 'failed' | 'undelivered';

/** One message; `inbound` is from a phone to a company, as Twilio names it. */
export interface SimulatedMessage {
  sid: string;
  accountSid: string;
  direction: 'inbound' | 'outbound';
  /** With the `whatsapp:` prefix where it is WhatsApp. */
  from: string;
  to: string;
  body: string;
  media: SimulatedMedia[];
  location: { latitude: number; longitude: number; label: string | null } | null;
  profileName: string | null;
  status: SimulatedStatus;
  errorCode: string | null;
  statusCallback: string | null;
  createdAt: number;
}

interface Stored {
  accounts: SimulatedAccount[];
  messages: SimulatedMessage[];
}

/** Everything the simulator knows. Kept in one file of the data folder, or in memory only when there is none. */
export class SimulatorState {
  readonly accounts = new Map<string, SimulatedAccount>();
  readonly messages = new Map<string, SimulatedMessage>();
  readonly #file: string | null;
  readonly #listeners = new Set<(message: SimulatedMessage) => void>();
  #saveTimer: NodeJS.Timeout | null = null;

  constructor(dataFolder: string | null) {
    this.#file = dataFolder === null ? null : path.join(dataFolder, 'simulator.json');
    if (this.#file === null || !existsSync(this.#file)) return;
    const stored = JSON.parse(readFileSync(this.#file, 'utf8')) as Stored; // written by #save alone
    for (const account of stored.accounts) this.accounts.set(account.sid, account);
    for (const message of stored.messages) this.messages.set(message.sid, message);
  }

  putAccount(account: SimulatedAccount): void {
    this.accounts.set(account.sid, account);
    this.#saveSoon();
  }

  putMessage(message: SimulatedMessage): void {
    this.messages.set(message.sid, message);
    this.#saveSoon();
    for (const listener of this.#listeners) listener(message);
  }

  /** Hears every new or changed message; returns the unsubscribe function. */
  onMessage(listener: (message: SimulatedMessage) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  findMedia(messageSid: string, mediaSid: string): SimulatedMedia | undefined {
    return this.messages.get(messageSid)?.media.find((media) => media.sid === mediaSid);
  }

  /** When the phone last wrote to the company's address: what opens WhatsApp's service window. */
  lastInboundAt(from: string, to: string): number | null {
    let last: number | null = null;
    for (const message of this.messages.values()) {
      if (message.direction !== 'inbound' || message.from !== from || message.to !== to) continue;
      if (last === null || message.createdAt > last) last = message.createdAt;
    }
    return last;
  }

  close(): void {
    if (this.#saveTimer === null) return;
    clearTimeout(this.#saveTimer);
    this.#save();
  }

  #saveSoon(): void {
    if (this.#file === null || this.#saveTimer !== null) return;
    this.#saveTimer = setTimeout(() => this.#save(), 300);
  }

  #save(): void {
    this.#saveTimer = null;
    if (this.#file === null) return;
    const stored: Stored = { accounts: [...this.accounts.values()], messages: [...this.messages.values()] };
    writeFileSync(`${this.#file}.new`, JSON.stringify(stored));
    renameSync(`${this.#file}.new`, this.#file);
  }
}

/** A Twilio-like id: two letters and 32 hexadecimal digits. */
export function newSid(prefix: 'SM' | 'MM' | 'ME' | 'AC' | 'PN'): string {
  return prefix + randomBytes(16).toString('hex');
}
