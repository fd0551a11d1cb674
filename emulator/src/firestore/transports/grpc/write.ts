import { randomUUID } from 'node:crypto';

import { type handleBidiStreamingCall, Metadata } from '@grpc/grpc-js';

import type { FirestoreState } from '../../operations/context.ts';
import { WriteSession } from '../../operations/write-stream.ts';
import { protobufDialect } from '../codec/dialect.ts';
import { listField, type Message } from '../codec/message.ts';
import { readWrites } from '../codec/read-write.ts';
import { writeWriteResponse } from '../codec/write-messages.ts';
import { assertDecoded, contextOf, grpcError } from './call.ts';

/** Handles Write: the stream over which the web SDK (in Node) sends its queue of batches. */
export function handleWrite(state: FirestoreState): handleBidiStreamingCall<Message, object> {
  return (call) => {
    call.sendMetadata(new Metadata());
    let session: WriteSession | null = null;
    let database: ReturnType<typeof contextOf>['database'] | null = null;
    const fail = (error: unknown): void => {
      session?.close();
      call.emit('error', grpcError(error));
    };
    call.on('data', (message: Message) => {
      try {
        assertDecoded(message);
        if (session === null || database === null) {
          // Only the handshake names the database.
          const context = contextOf(state, call, message);
          database = context.database;
          session = new WriteSession(
            context,
            randomUUID(),
            (reply) => call.write(writeWriteResponse(reply, protobufDialect)),
            fail,
          );
        }
        session.receive(readWrites(listField(message, 'writes'), database, protobufDialect));
      } catch (error) {
        fail(error);
      }
    });
    call.on('end', () => {
      void (session?.drained() ?? Promise.resolve()).then(() => call.end());
    });
    call.on('cancelled', () => session?.close());
    call.on('error', () => session?.close());
  };
}
