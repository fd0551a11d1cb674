import { randomUUID } from 'node:crypto';

import { errorBody } from '../../../net/http.ts';
import { StatusError } from '../../../shared/status.ts';
import type { RequestContext } from '../../operations/context.ts';
import { ListenSession } from '../../operations/listen.ts';
import { WriteSession } from '../../operations/write-stream.ts';
import { jsonDialect } from '../codec/dialect.ts';
import { readListenRequest, runListenCommand, writeListenResponse } from '../codec/listen-messages.ts';
import { asMessage, listField, type Message } from '../codec/message.ts';
import { readWrites } from '../codec/read-write.ts';
import { writeWriteResponse } from '../codec/write-messages.ts';
import { documentChangeText } from './document-change.ts';

/** One RPC stream inside a WebChannel session. */
export interface ChannelStream {
  /** @param json one request message */
  receive(json: string): void;
  close(): void;
}

/** Opens the stream that a channel's path names; `send` takes JSON texts of response messages. */
export type OpenStream = (context: RequestContext, send: (json: string) => void) => ChannelStream;

/** The two RPCs that browsers use over WebChannel, by the name in the path. */
export const CHANNEL_STREAMS = new Map<string, OpenStream>([
  ['Listen', openListen],
  ['Write', openWrite],
]);

/** A failure as the web SDK reads it from a stream: the status name decides. */
export function streamError(error: unknown): string {
  return JSON.stringify(errorBody(error));
}

function openListen(context: RequestContext, send: (json: string) => void): ChannelStream {
  const { database } = context;
  const session = new ListenSession(context, (event) => {
    send(
      event.kind === 'set'
        ? documentChangeText(event, database)
        : JSON.stringify(writeListenResponse(event, database, jsonDialect)),
    );
  });
  const receive = guarded(
    (message) => runListenCommand(session, readListenRequest(message, database, jsonDialect)),
    (error) => {
      session.close();
      send(streamError(error));
    },
  );
  return { receive, close: () => session.close() };
}

function openWrite(context: RequestContext, send: (json: string) => void): ChannelStream {
  const session = new WriteSession(
    context,
    randomUUID(),
    (reply) => send(JSON.stringify(writeWriteResponse(reply, jsonDialect))),
    (error) => send(streamError(error)),
  );
  const receive = guarded(
    (message) => session.receive(readWrites(listField(message, 'writes'), context.database, jsonDialect)),
    (error) => {
      session.close();
      send(streamError(error));
    },
  );
  return { receive, close: () => session.close() };
}

/** Parses each message and sends a failure to `fail`; after one the stream takes no more. */
function guarded(run: (message: Message) => void, fail: (error: unknown) => void): (json: string) => void {
  let hasFailed = false;
  return (json) => {
    if (hasFailed) return;
    try {
      run(parseMessage(json));
    } catch (error) {
      hasFailed = true;
      fail(error);
    }
  };
}

function parseMessage(json: string): Message {
  try {
    return asMessage(JSON.parse(json), 'the message');
  } catch (error) {
    if (error instanceof StatusError) throw error;
    throw new StatusError('INVALID_ARGUMENT', 'The message is no JSON.');
  }
}
