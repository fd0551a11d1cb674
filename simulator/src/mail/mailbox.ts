import { randomBytes } from 'node:crypto';
import { simpleParser } from 'mailparser';
import type { Store } from '../store.ts';

/** A mail as it arrived. */
export interface SimulatedMail {
  id: string;
  /** The envelope's recipients. */
  to: string[];
  from: string;
  subject: string;
  text: string;
  /** Empty where the mail has no HTML part. */
  html: string;
  messageId: string;
  receivedAt: number;
}

/** Every mail that was sent on this machine, the newest last. */
export class Mailbox {
  readonly mails: SimulatedMail[];
  readonly #store: Store;
  readonly #listeners = new Set<(mail: SimulatedMail) => void>();

  constructor(store: Store) {
    this.#store = store;
    this.mails = store.mails();
  }

  /** Reads a mail as its server got it and keeps it. */
  async take(raw: Buffer, envelopeTo: string[]): Promise<void> {
    const parsed = await simpleParser(raw);
    const mail: SimulatedMail = {
      id: randomBytes(12).toString('hex'),
      to: envelopeTo,
      from: parsed.from?.text ?? '',
      subject: parsed.subject ?? '',
      text: parsed.text ?? '',
      html: typeof parsed.html === 'string' ? parsed.html : '',
      messageId: parsed.messageId ?? '',
      receivedAt: Date.now(),
    };
    this.mails.push(mail);
    this.#store.putMail(mail);
    for (const listener of this.#listeners) listener(mail);
  }

  /** Hears every new mail; returns the unsubscribe function. */
  onMail(listener: (mail: SimulatedMail) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
