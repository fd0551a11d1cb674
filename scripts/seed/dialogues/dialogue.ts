import type { ContactCard, Location, Referral } from '#contracts/message-kinds.ts';
import type { AssetName } from '../demo/assets.ts';
import type { QueueKey, TagKey } from '../demo/company.ts';

/** What comes with a line beside its text. */
export type Attachment =
  | { type: 'file'; asset: AssetName }
  | { type: 'location'; location: Location }
  | { type: 'contacts'; card: ContactCard }
  /** The customer pressed a button or chose from a list; the line's text is its title. */
  | { type: 'choice'; from: 'button' | 'list'; id: string }
  /** Something that the channel delivers without content. */
  | { type: 'unsupported'; messageType: string };

/** One message of a dialogue. `texts` are ways to say the same; one is chosen, its `{slots}` are filled. */
export interface Line {
  by: 'customer' | 'agent' | 'note';
  texts: readonly string[];
  attachments: readonly Attachment[];
  /** Quotes the newest message of the other side. */
  quotes: boolean;
  /** Comes a day or two after the line before it. */
  later: boolean;
  /** Left out of half of the conversations, with all other optional lines. */
  optional: boolean;
  forwarded: boolean;
  referral: Referral | null;
}

export interface Dialogue {
  topic: string;
  queue: QueueKey;
  tags: readonly TagKey[];
  priority: 'low' | 'medium' | 'high' | 'urgent';
  lines: readonly Line[];
}

/** Everything that is said in one language. */
export interface Phrasebook {
  dialogues: readonly Dialogue[];
  greetings: readonly string[];
  /** What a customer adds while nobody has answered yet. */
  nudges: readonly string[];
  /** How a customer takes leave. */
  thanks: readonly string[];
  slots: {
    product: readonly string[];
    color: readonly string[];
    city: readonly string[];
    street: readonly string[];
    day: readonly string[];
    carrier: readonly string[];
    store: readonly string[];
    /** A whole number stands for `#`. */
    amount: string;
    sizes: readonly string[];
  };
}

const plain = {
  attachments: [],
  quotes: false,
  later: false,
  optional: false,
  forwarded: false,
  referral: null,
};

export function customer(...texts: string[]): Line {
  return { by: 'customer', texts, ...plain };
}

export function agent(...texts: string[]): Line {
  return { by: 'agent', texts, ...plain };
}

/** An internal note, which the customer never sees. */
export function note(...texts: string[]): Line {
  return { by: 'note', texts, ...plain };
}

/** With a file; more than one goes as one message where the channel allows it. */
export function withFile(line: Line, ...assets: AssetName[]): Line {
  return { ...line, attachments: assets.map((asset) => ({ type: 'file', asset })) };
}

export function withPlace(line: Line, location: Location): Line {
  return { ...line, attachments: [{ type: 'location', location }] };
}

export function withCard(line: Line, card: ContactCard): Line {
  return { ...line, attachments: [{ type: 'contacts', card }] };
}

export function chosen(from: 'button' | 'list', id: string, title: string): Line {
  return { ...customer(title), attachments: [{ type: 'choice', from, id }] };
}

export function unsupported(messageType: string): Line {
  return { ...customer(''), attachments: [{ type: 'unsupported', messageType }] };
}

export function quoting(line: Line): Line {
  return { ...line, quotes: true };
}

export function later(line: Line): Line {
  return { ...line, later: true };
}

export function optional(line: Line): Line {
  return { ...line, optional: true };
}

export function forwarded(line: Line): Line {
  return { ...line, forwarded: true };
}

/** The customer came from an advertisement. */
export function fromAd(line: Line, headline: string, body: string): Line {
  const referral: Referral = {
    sourceType: 'ad',
    sourceId: '120210000000001',
    sourceUrl: 'https://fb.example/colibri-autumn',
    headline,
    body,
    clickId: 'demo-click-0001',
  };
  return { ...line, referral };
}
