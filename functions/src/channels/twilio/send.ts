import { setTimeout as wait } from 'node:timers/promises';
import type { MessageError } from '#contracts/collections/message.ts';
import type { ChannelAccount, OutboundMessage, ProviderMessage, SendResult } from '../contract.ts';
import { createClient } from './client.ts';
import { describeError, isChannelFault, isOptedOut } from './errors.ts';
import { toDeliveryStatus } from './parse.ts';

/** Waits before trying again when Twilio says it is too much at once; that answer proves nothing was taken. */
const THROTTLE_WAITS_MS = [400, 1200];

/** Connection errors from before the request could leave: nothing was sent. */
const NOT_SENT_CODES = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** Most messages that are looked through when asking what became of one: what one customer gets in minutes. */
const LIST_LIMIT = 50;

/**
 * Hands one message to Twilio. There is no idempotency key, so a timeout or a fault of the server leaves the outcome
 * unknown; only an answer that refuses is a refusal.
 */
export async function send(account: ChannelAccount, message: OutboundMessage): Promise<SendResult> {
  const client = await createClient(account);
  for (let attempt = 0; ; attempt += 1) {
    try {
      const created = await client.messages.create({
        from: account.address,
        to: message.to,
        body: message.text,
        ...(message.mediaUrls.length > 0 ? { mediaUrl: message.mediaUrls } : {}),
        ...(message.statusUrl === null ? {} : { statusCallback: message.statusUrl }),
      });
      return { outcome: 'accepted', providerMessageId: created.sid };
    } catch (error) {
      const pauseMs = THROTTLE_WAITS_MS[attempt];
      if (readFailure(error).status !== 429 || pauseMs === undefined) return toSendResult(error);
      await wait(pauseMs * (0.5 + Math.random()));
    }
  }
}

/**
 * What Twilio took from this account's address to another since a time. Not asked by `DateSent`, which a message in
 * Twilio's queue does not have yet. Null where Twilio does not answer, or has more than is looked through.
 */
export async function findSent(
  account: ChannelAccount,
  to: string,
  sinceMs: number,
): Promise<ProviderMessage[] | null> {
  const client = await createClient(account);
  try {
    const newestFirst = await client.messages.list({ to, from: account.address, limit: LIST_LIMIT });
    const listed = newestFirst.filter(({ dateCreated }) => dateCreated.getTime() >= sinceMs);
    if (listed.length === LIST_LIMIT) return null;
    return listed.map((message) => ({
      providerMessageId: message.sid,
      text: message.body ?? '',
      mediaCount: Number(message.numMedia) || 0,
      createdAt: message.dateCreated.getTime(),
      status: toDeliveryStatus(message.status) ?? 'queued',
      error: errorOf(message),
    }));
  } catch (error) {
    if (readFailure(error).isProviders) return null;
    throw error;
  }
}

function errorOf({ status, errorCode }: { status: string; errorCode: number }): MessageError | null {
  if (toDeliveryStatus(status) !== 'failed') return null;
  return describeError(errorCode ? String(errorCode) : '');
}

interface Failure {
  /** HTTP status, where Twilio answered. */
  status: number | null;
  /** Twilio's code or the connection's. */
  code: string;
  /** Twilio or the way to it failed, rather than our own code. */
  isProviders: boolean;
}

/** Reads what the client throws: Twilio's answer, or an error of the connection. */
export function readFailure(error: unknown): Failure {
  if (!(error instanceof Error)) return { status: null, code: '', isProviders: false };
  const status: unknown = Reflect.get(error, 'status');
  const code: unknown = Reflect.get(error, 'code');
  const isAnswer = typeof status === 'number';
  return {
    status: isAnswer ? status : null,
    code: typeof code === 'number' || typeof code === 'string' ? String(code) : '',
    isProviders: isAnswer || Reflect.get(error, 'isAxiosError') === true || typeof code === 'string',
  };
}

function toSendResult(error: unknown): SendResult {
  const { status, code, isProviders } = readFailure(error);
  if (!isProviders) throw error;
  if (status === null) {
    if (!NOT_SENT_CODES.has(code)) return { outcome: 'unknown' };
    const message = 'Twilio could not be reached. Try again in a moment.';
    return {
      outcome: 'refused',
      error: { code, message, retryable: true },
      optedOut: false,
      channelFault: false,
    };
  }
  if (status >= 500) return { outcome: 'unknown' };
  const known = code === '' ? String(status) : code;
  return {
    outcome: 'refused',
    error: describeError(known),
    optedOut: isOptedOut(known),
    channelFault: isChannelFault(known),
  };
}
