import type { SimulatedAccount, SimulatedMessage } from '../messages.ts';
import type { SimulatorState } from '../state.ts';

const DEFAULT_PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 1000;

/** A message as Twilio describes it: https://www.twilio.com/docs/messaging/api/message-resource */
export function messageResource(message: SimulatedMessage): Record<string, unknown> {
  const date = new Date(message.createdAt).toUTCString();
  const uri = `/2010-04-01/Accounts/${message.accountSid}/Messages/${message.sid}`;
  return {
    sid: message.sid,
    account_sid: message.accountSid,
    api_version: '2010-04-01',
    body: message.body,
    date_created: date,
    date_sent: message.status === 'queued' ? null : date,
    date_updated: date,
    direction: message.direction === 'inbound' ? 'inbound' : 'outbound-api',
    error_code: message.errorCode === null ? null : Number(message.errorCode),
    error_message: null,
    from: message.from,
    to: message.to,
    messaging_service_sid: null,
    num_media: String(message.media.length),
    num_segments: '1',
    price: null,
    price_unit: 'USD',
    status: message.status,
    uri: `${uri}.json`,
    subresource_uris: { media: `${uri}/Media.json` },
  };
}

/**
 * One page of an account's messages, newest first. The token of the next page names the last message of this one, so
 * that messages which come meanwhile move nothing.
 * @param query Twilio's own parameters: To, From, DateSent, DateSent<, DateSent>, PageSize, Page, PageToken
 */
export function listMessages(
  state: SimulatorState,
  account: SimulatedAccount,
  query: Record<string, unknown>,
): Record<string, unknown> {
  const text = (name: string): string => (typeof query[name] === 'string' ? query[name] : '');
  const fits = (message: SimulatedMessage): boolean =>
    message.accountSid === account.sid &&
    (text('To') === '' || message.to === text('To')) &&
    (text('From') === '' || message.from === text('From')) &&
    isInTime(message.createdAt, {
      day: text('DateSent'),
      after: text('DateSent>'),
      before: text('DateSent<'),
    });
  const found = [...state.messages.values()]
    .filter(fits)
    .toSorted((a, b) => a.createdAt - b.createdAt)
    .reverse();
  const size = Math.min(Math.max(Number(text('PageSize')) || DEFAULT_PAGE_SIZE, 1), MAX_PAGE_SIZE);
  const page = Number(text('Page')) || 0;
  const start = found.findIndex((message) => `PA${message.sid}` === text('PageToken')) + 1;
  const shown = found.slice(start, start + size);
  return {
    page,
    page_size: size,
    next_page_uri: start + size < found.length ? nextPageUri(account, query, page, shown) : null,
    messages: shown.map(messageResource),
  };
}

function nextPageUri(
  account: SimulatedAccount,
  query: Record<string, unknown>,
  page: number,
  shown: SimulatedMessage[],
): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (typeof value === 'string') parameters.set(name, value);
  parameters.set('Page', String(page + 1));
  parameters.set('PageToken', `PA${shown.at(-1)?.sid ?? ''}`);
  return `/2010-04-01/Accounts/${account.sid}/Messages.json?${parameters.toString()}`;
}

/** Twilio counts in seconds and takes both borders in; a date alone means that day in UTC. */
function isInTime(at: number, borders: { day: string; after: string; before: string }): boolean {
  const second = Math.floor(at / 1000) * 1000;
  if (borders.day !== '' && new Date(at).toISOString().slice(0, 10) !== borders.day.slice(0, 10))
    return false;
  if (borders.after !== '' && second < Date.parse(borders.after)) return false;
  return borders.before === '' || second <= Date.parse(borders.before);
}
