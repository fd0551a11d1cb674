import { type handleBidiStreamingCall, Metadata } from '@grpc/grpc-js';

import type { FirestoreState } from '../../operations/context.ts';
import { ListenSession } from '../../operations/listen.ts';
import { protobufDialect } from '../codec/dialect.ts';
import { readListenRequest, runListenCommand, writeListenResponse } from '../codec/listen-messages.ts';
import type { Message } from '../codec/message.ts';
import { assertDecoded, contextOf, grpcError } from './call.ts';
import { documentChangeResponse } from './document-change.ts';

/** The admin SDK resets a stream on which nothing arrives for 120 s. */
const KEEP_ALIVE_MS = 30_000;

/** Handles Listen: one session per stream, on the database that its first request names. */
export function handleListen(state: FirestoreState): handleBidiStreamingCall<Message, object> {
  return (call) => {
    call.sendMetadata(new Metadata());
    let session: ListenSession | null = null;
    const keepAlive = setInterval(() => session?.keepAlive(), KEEP_ALIVE_MS);
    const close = (): void => {
      clearInterval(keepAlive);
      session?.close();
    };
    call.on('data', (message: Message) => {
      try {
        assertDecoded(message);
        const context = contextOf(state, call, message);
        const { database } = context;
        session ??= new ListenSession(context, (event) => {
          call.write(
            event.kind === 'set'
              ? documentChangeResponse(event, database)
              : writeListenResponse(event, database, protobufDialect),
          );
        });
        runListenCommand(session, readListenRequest(message, database, protobufDialect));
      } catch (error) {
        close();
        call.emit('error', grpcError(error));
      }
    });
    call.on('end', () => {
      close();
      call.end();
    });
    call.on('cancelled', close);
    // The peer vanished; there is nobody left to tell.
    call.on('error', close);
  };
}
