/** A customer's account at the simulated Twilio, with the addresses it owns. */
export interface SimulatedAccount {
  sid: string;
  authToken: string;
  name: string;
  numbers: { phone: string; sms: boolean; whatsapp: boolean }[];
}

/** A file of a message; its bytes lie apart. */
export interface SimulatedMedia {
  sid: string;
  /** Empty until the company's file has been fetched. */
  contentType: string;
  name: string | null;
  /** In bytes; null until the company's file has been fetched. */
  size: number | null;
  /** Where the company's file is to be fetched; null for what a phone sent. */
  url: string | null;
}

export interface SimulatedLocation {
  latitude: number;
  longitude: number;
  label: string | null;
  address: string | null;
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
  location: SimulatedLocation | null;
  profileName: string | null;
  status: SimulatedStatus;
  errorCode: string | null;
  statusCallback: string | null;
  /** HTTP status with which the company's webhook took a phone's message; 0: no answer, null: none yet. */
  webhookStatus: number | null;
  /** Milliseconds since the epoch. */
  createdAt: number;
}

const WHATSAPP_PREFIX = 'whatsapp:';

export function isWhatsApp(address: string): boolean {
  return address.startsWith(WHATSAPP_PREFIX);
}

/** The number of an address, whichever the channel. */
export function phoneOf(address: string): string {
  return isWhatsApp(address) ? address.slice(WHATSAPP_PREFIX.length) : address;
}

/** Whether the account has this address: its number for SMS, its sender for WhatsApp. */
export function ownsAddress(account: SimulatedAccount, address: string): boolean {
  return account.numbers.some(
    (number) => number.phone === phoneOf(address) && (isWhatsApp(address) ? number.whatsapp : number.sms),
  );
}
